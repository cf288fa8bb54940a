using System.Net;
using System.Text;
using Channels.Tests.Support;

namespace Channels.Tests.App.History;

public sealed class HistoryEndpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Csv_IsAFileForSpreadsheetsAndForPeopleSignedIn()
    {
        await using var app = await LiveBench.StartAsync(instances: 2);
        var path = $"/canais/{app.Channels[0]}/historico.csv";
        using var handler = new HttpClientHandler { CookieContainer = app.Cookies };
        using var signedIn = new HttpClient(handler) { BaseAddress = app.Address };
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };

        using var answer = await signedIn.GetAsync(path, Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var audit = await signedIn.GetStringAsync("/auditoria.csv", Cancellation);
        var channels = await signedIn.GetStringAsync("/auditoria.csv?mostrar=canais", Cancellation);
        var people = await signedIn.GetStringAsync("/auditoria.csv?mostrar=pessoas", Cancellation);
        using var refused = await stranger.GetAsync(path, Cancellation);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\"Data e hora\";\"Instância\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"Instância criada\"", lines[^1], StringComparison.Ordinal);
        Assert.All(lines[1..], x => Assert.Contains("\"Loja 1\"", x, StringComparison.Ordinal));
        Assert.Equal((true, true), (audit.Contains("\"Loja 2\"", StringComparison.Ordinal), audit.Contains("\"entrou\"", StringComparison.Ordinal)));
        Assert.Equal((true, false), (channels.Contains("\"Loja 2\"", StringComparison.Ordinal), channels.Contains("\"entrou\"", StringComparison.Ordinal)));
        Assert.Equal((false, true), (people.Contains("\"Loja 2\"", StringComparison.Ordinal), people.Contains("\"entrou\"", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }
}
