using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Channels.Tests.App.Api;

public sealed class ReverseProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.0/104", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("", false)]
    public async Task ForwardedScheme_IsBelievedOnlyFromAKnownProxy(string known, bool believed)
    {
        await using var app = await LiveBench.StartAsync(instances: 0, "--ReverseProxy:KnownProxies", known);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/entrar");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(believed, IsForHttps(answer));
    }

    [Theory]
    [InlineData("127.0.0.1, 10.0.0.5", true)]
    [InlineData("127.0.0.1", false)]
    public async Task SeveralProxies_AreFollowedAsFarAsTheyAreKnown(string known, bool isHttps)
    {
        await using var app = await LiveBench.StartAsync(instances: 0, "--ReverseProxy:KnownProxies", known);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/entrar");
        request.Headers.Add("X-Forwarded-Proto", "https, http");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9, 10.0.0.5");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isHttps, IsForHttps(answer));
    }

    [Fact]
    public async Task ForwardedHost_IsNotBelievedEvenFromAKnownProxy()
    {
        await using var app = await LiveBench.StartAsync(instances: 0, "--ReverseProxy:KnownProxies", "127.0.0.1");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/canais");
        request.Headers.Add("X-Forwarded-Host", "evil.example");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("/entrar?returnUrl=%2Fcanais", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("https", "https://canais.loja.example", "canais.loja.example", true)]
    [InlineData("http", "https://canais.loja.example", "canais.loja.example", false)]
    [InlineData("https", "https://canais.loja.example", "localhost", false)]
    [InlineData("https", "http://canais.loja.example", "canais.loja.example", false)]
    [InlineData("https", "", "192.168.0.10", false)]
    [InlineData("http", "", "192.168.0.10", false)]
    public async Task Https_IsInsistedOnAtThePublicAddressOnly(string scheme, string address, string host, bool insists)
    {
        await using var app = await LiveBench.StartAsync(
            instances: 0, "--ReverseProxy:KnownProxies", "127.0.0.1", "--PublicAddress", address);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/entrar");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(insists, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(scheme == "https" || address.StartsWith("https:", StringComparison.Ordinal), IsForHttps(answer));
    }

    [Theory]
    [InlineData("10.0.0.300")]
    [InlineData("proxy.loja.example")]
    public async Task KnownProxy_ThatIsNoAddress_IsNamedAtTheStart(string entry)
    {
        var mistake = await Assert.ThrowsAsync<SettingsException>(
            () => LiveBench.StartAsync(instances: 0, "--ReverseProxy:KnownProxies", entry));

        Assert.Contains(entry, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://canais.loja.example", true)]
    [InlineData("http://192.168.0.10:5080", true)]
    [InlineData("canais.loja.example", false)]
    [InlineData("https://canais.loja.example/app", false)]
    [InlineData("ftp://canais.loja.example", false)]
    public void PublicAddress_IsAWebAddressWithoutAPath(string text, bool good)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(PublicAddress.Key, text)]).Build();

        if (good)
        {
            Assert.Equal(new Uri(text), new PublicAddress(settings).Value);
        }
        else
        {
            Assert.Throws<SettingsException>(() => new PublicAddress(settings));
        }
    }

    private static bool IsForHttps(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.Ordinal);
}
