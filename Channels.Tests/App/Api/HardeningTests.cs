using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Channels.Tests.Support;

namespace Channels.Tests.App.Api;

/// <summary>What a stranger may send, and what the console says of itself, on a real connection.</summary>
public sealed class HardeningTests(HardeningTests.Consoles consoles) : IClassFixture<HardeningTests.Consoles>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/entrar")]
    [InlineData("/canais")]
    [InlineData("/conta/sessoes")]
    [InlineData("/nada")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/auditoria.csv")]
    [InlineData("/favicon.svg")]
    [InlineData("/idioma/en?returnUrl=%2F")]
    public async Task Head_IsAnsweredLikeGet_WithoutABody(string path)
    {
        using var get = await consoles.Http.GetAsync(path, Cancellation);
        using var head = await consoles.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancellation);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType?.MediaType, head.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=a", "x")]
    [InlineData("text/plain", "a")]
    [InlineData(null, "a")]
    public async Task Garbage_IsRefused_WithoutAWordOfTheCode(string? type, string body)
    {
        foreach (var path in new[] { "/entrar", "/sair", "/setup", "/senha?u=a&t=b", "/conta/senha" })
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

            using var answer = await consoles.Http.PostAsync(path, content, Cancellation);

            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/entrar")]
    [InlineData("/senha?u=a&t=b")]
    [InlineData("/setup")]
    public async Task Form_LongerThanAnythingTyped_IsNotRead(string path)
    {
        using var content = new FormUrlEncodedContent([new("Email", new string('a', 200_000))]);

        using var answer = await consoles.Http.PostAsync(path, content, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_ThatLeadsSomewhereWithAccents_LeadsThere()
    {
        using var answer = await consoles.Http.GetAsync("/entrar?returnUrl=%2Fcanais%3Fbusca%3D%C3%A7", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/canais?busca=%C3%A7", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("Cross-Origin-Opener-Policy", "same-origin")]
    [InlineData("Cross-Origin-Resource-Policy", "same-origin")]
    [InlineData("Permissions-Policy", "camera=()")]
    public async Task Answer_SaysWhatOthersMayNotDoWithIt(string header, string value)
    {
        using var answer = await consoles.Http.GetAsync("/entrar", Cancellation);

        Assert.Contains(value, answer.Headers.GetValues(header).Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/entrar")]
    [InlineData("/app.css")]
    [InlineData("/js/times.js")]
    [InlineData("/favicon.svg")]
    [InlineData("/health/live")]
    public async Task Text_SaysItsCharset(string path)
    {
        using var answer = await consoles.Http.GetAsync(path, Cancellation);

        Assert.Equal("utf-8", answer.Content.Headers.ContentType?.CharSet);
    }

    /// <summary>One console for all, and somebody signed in.</summary>
    public sealed class Consoles : IAsyncLifetime
    {
        private LiveBench _bench = null!;
        private HttpClientHandler _handler = null!;

        internal HttpClient Http { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _bench = await LiveBench.StartAsync(instances: 1);
            _handler = new HttpClientHandler { CookieContainer = _bench.Cookies, AllowAutoRedirect = false };
            Http = new HttpClient(_handler) { BaseAddress = _bench.Address };
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            _handler.Dispose();
            await _bench.DisposeAsync();
        }
    }
}
