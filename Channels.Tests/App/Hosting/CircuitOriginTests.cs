using System.Net;
using Channels.Tests.Support;

namespace Channels.Tests.App.Hosting;

/// <summary>Whose pages may open circuits, over each way there is.</summary>
public sealed class CircuitOriginTests(CircuitOriginTests.Consoles consoles) : IClassFixture<CircuitOriginTests.Consoles>
{
    private static readonly (string Method, string Path, bool Upgrade)[] Ways =
    [
        ("POST", "/_blazor/negotiate?negotiateVersion=1", false),
        ("GET", "/_blazor?id=x", true),
        ("GET", "/_blazor?id=x", false),
        ("POST", "/_blazor?id=x", false),
        ("POST", "/_blazor/disconnect", false),
    ];

    [Theory]
    [InlineData("http://canais.example:5080", null, "canais.example:5080", true)]
    [InlineData("http://CANAIS.example:5080", null, "canais.example:5080", true)]
    [InlineData("https://canais.example", null, "canais.example", true)]
    [InlineData("http://canais.example", null, "canais.example:80", true)]
    [InlineData("https://canais.example", null, "canais.example:443", true)]
    [InlineData("http://[::1]:5080", null, "[::1]:5080", true)]
    [InlineData("http://canais.example:5081", null, "canais.example:5080", false)]
    [InlineData("http://canais.example", null, "canais.example:5080", false)]
    [InlineData("http://canais.example:5080", null, "canais.example", false)]
    [InlineData("http://outro.canais.example:5080", null, "canais.example:5080", false)]
    [InlineData("http://canais.example.evil.example:5080", null, "canais.example:5080", false)]
    [InlineData("null", null, "canais.example:5080", false)]
    [InlineData("canais.example:5080", null, "canais.example:5080", false)]
    [InlineData("https://fora.loja.example", null, "10.0.0.7:5080", true)]
    [InlineData("https://fora.loja.example:8443", null, "10.0.0.7:5080", false)]
    [InlineData("https://outra.loja.example", null, "10.0.0.7:5080", false)]
    [InlineData(null, null, "canais.example:5080", true)]
    [InlineData(null, "same-origin", "canais.example:5080", true)]
    [InlineData(null, "none", "canais.example:5080", true)]
    [InlineData(null, "same-site", "canais.example:5080", false)]
    [InlineData(null, "cross-site", "canais.example:5080", false)]
    public async Task Page_OfAnotherOrigin_GetsNoCircuit(string? origin, string? site, string host, bool isOwn)
    {
        foreach (var (method, path, upgrade) in Ways)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Host = host } };
            Add(request, "Origin", origin);
            Add(request, "Sec-Fetch-Site", site);
            if (upgrade)
            {
                Add(request, "Connection", "Upgrade");
                Add(request, "Upgrade", "websocket");
                Add(request, "Sec-WebSocket-Version", "13");
                Add(request, "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
            }

            using var answer = await consoles.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.True(isOwn == (answer.StatusCode != HttpStatusCode.Forbidden), $"{method} {path}: {answer.StatusCode}");
        }
    }

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        }
    }

    /// <summary>One console for all, known outside as https://fora.loja.example, and somebody signed in.</summary>
    public sealed class Consoles : IAsyncLifetime
    {
        private LiveBench _bench = null!;
        private HttpClientHandler _handler = null!;

        internal HttpClient Http { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _bench = await LiveBench.StartAsync(instances: 0, "--PublicAddress", "https://fora.loja.example", "--AllowedHosts", "canais.example");
            _handler = new HttpClientHandler { UseCookies = false };
            Http = new HttpClient(_handler) { BaseAddress = _bench.Address };
            Http.DefaultRequestHeaders.Add("Cookie", _bench.Cookies.GetCookieHeader(_bench.Address));
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            _handler.Dispose();
            await _bench.DisposeAsync();
        }
    }
}
