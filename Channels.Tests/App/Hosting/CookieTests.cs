using System.Net;
using Channels.Tests.Support;

namespace Channels.Tests.App.Hosting;

/// <summary>What browsers are told of the console's cookies.</summary>
public sealed class CookieTests
{
    [Theory]
    [InlineData("https://canais.loja.example", true)]
    [InlineData("http://canais.loja.example", false)]
    [InlineData("", false)]
    public async Task Cookies_AreForHttpsAndThisNameAlone_ExactlyWherePeopleOpenItByHttps(string address, bool isSecure)
    {
        await using var bench = await LiveBench.StartEmptyAsync(null, "--PublicAddress", address);
        await bench.EnterAsync();
        var heard = new HeardCookies(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var http = new HttpClient(new LoopbackCookies(new(), heard)) { BaseAddress = bench.Address };

        await http.GetAsync("/idioma/en", TestContext.Current.CancellationToken);
        await LiveBench.PostAsync(http, "/entrar", "entrar", ("Email", "ana@loja.example"), ("Password", LiveBench.Password));

        var prefix = isSecure ? "__Host-" : "";
        Assert.Equal(
            new SortedSet<string> { prefix + "channels", prefix + "channels.culture", prefix + "channels.form" },
            new SortedSet<string>(heard.All.Select(x => x[..x.IndexOf('=', StringComparison.Ordinal)])));
        Assert.All(heard.All, x =>
        {
            Assert.Equal(isSecure, x.Contains("; secure", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("; path=/;", x, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", x, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=", x, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("; domain=", x, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task SignIn_InABrowserThatIsSignedIn_EndsTheSessionBefore()
    {
        await using var bench = await LiveBench.StartAsync(instances: 0);
        var before = bench.Cookies.GetCookieHeader(bench.Address);

        // The page of the sign-in leads away whoever is signed in; its form is taken all the same.
        using var http = new HttpClient(new LoopbackCookies(bench.Cookies, new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }))
        {
            BaseAddress = bench.Address,
        };
        await LiveBench.PostAsync(
            http, "/entrar", "entrar", await LiveBench.TokenOnAsync(http, "/conta/senha"),
            ("Email", "ana@loja.example"), ("Password", LiveBench.Password));

        Assert.Equal(HttpStatusCode.OK, await GetBoardAsync(bench, bench.Cookies.GetCookieHeader(bench.Address)));
        Assert.Equal(HttpStatusCode.Redirect, await GetBoardAsync(bench, before));
    }

    private static async Task<HttpStatusCode> GetBoardAsync(LiveBench bench, string cookies)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = bench.Address };
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        return (await http.GetAsync("/canais", TestContext.Current.CancellationToken)).StatusCode;
    }

    [Fact]
    public async Task SignOut_HasTheBrowserForgetWhatItKept()
    {
        await using var bench = await LiveBench.StartAsync(instances: 0);
        using var http = new HttpClient(new LoopbackCookies(bench.Cookies, new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }))
        {
            BaseAddress = bench.Address,
        };

        var answer = await LiveBench.PostAsync(http, "/sair", "sair");

        Assert.Equal(["\"cache\", \"storage\""], answer.Headers.GetValues("Clear-Site-Data"));
    }

    private sealed class HeardCookies(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public List<string> All { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            All.AddRange(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);
            return answer;
        }
    }
}
