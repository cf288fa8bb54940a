using System.Net;
using System.Net.Http.Headers;
using Channels.Tests.Support;

namespace Channels.Tests.App.Hosting;

/// <summary>Under which names the console answers at all.</summary>
public sealed class KnownHostsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_ThatNobodyNamed_IsRefusedInWords()
    {
        await using var bench = await LiveBench.StartEmptyAsync(null);

        var (status, text, headers) = await GetAsync(bench, "evil.example");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("PublicAddress", text, StringComparison.Ordinal);
        Assert.Contains("Este painel não atende por este endereço", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:5080", true)]
    [InlineData("canais.localhost:5080", true)]
    [InlineData("127.0.0.1:5080", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("192.168.0.10:5080", true)]
    [InlineData("canais.loja.example", true)]
    [InlineData("canais.loja.example:8443", true)]
    [InlineData("console.intra", true)]
    [InlineData("a.filial.intra", true)]
    [InlineData("loja.example", false)]
    [InlineData("outro.canais.loja.example", false)]
    [InlineData("canais.loja.example.evil.example", false)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("filial.intra", false)]
    public async Task Host_IsOneOfItsNames_OrRefused(string host, bool isKnown)
    {
        await using var bench = await LiveBench.StartEmptyAsync(
            null, "--PublicAddress", "https://canais.loja.example", "--AllowedHosts", "console.intra;*.filial.intra");

        foreach (var path in new[] { "/health/live", "/setup", "/_blazor/negotiate", "/meta/webhook", "/app.css" })
        {
            Assert.True(isKnown == ((await GetAsync(bench, host, path)).Status != HttpStatusCode.BadRequest), path);
        }
    }

    private static async Task<(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)> GetAsync(
        LiveBench bench, string host, string path = "/health/live")
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = bench.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        using var answer = await http.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation), answer.Headers);
    }
}
