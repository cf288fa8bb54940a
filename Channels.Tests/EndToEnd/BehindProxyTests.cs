using Channels.App.Hosting;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The console where a proxy brings HTTPS, whether it knows that proxy or not.</summary>
public sealed class BehindProxyTests(Chromium browser)
{
    private const string Name = "canais.loja.localhost";

    // Where the proxy does not pass Host on, PublicAddress speaks for the page.
    [Theory]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("127.0.0.1", false, false)]
    [InlineData("", true, false)]
    [InlineData("", false, true)]
    public async Task OwnPage_SignsIn_AndComesAlive(string known, bool overWebSocket, bool passesHostOn)
    {
        Tools.RequireBrowser();
        await using var proxy = await HttpsProxy.StartAsync(passesHostOn, overWebSocket);
        await using var bench = await StartAsync(proxy, known);

        var page = await SignInAsync(proxy);
        await bench.ChangeAsync(bench.Channels[0], attempt: 1);

        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToContainTextAsync("Connecting");
        var circuit = proxy.All.Where(x => x.Path == CircuitOrigin.Path);
        Assert.Equal(overWebSocket ? 101 : 200, circuit.Select(x => x.Status).Distinct().Single());
    }

    [Theory]
    [InlineData("127.0.0.1", Name)]
    [InlineData("", "outro.loja.localhost")]
    public async Task PageOfAnotherOrigin_IsRefused_WhateverItTries(string known, string foreigner)
    {
        Tools.RequireBrowser();
        await using var proxy = await HttpsProxy.StartAsync();
        await using var bench = await StartAsync(proxy, known);
        var own = await SignInAsync(proxy);
        var foreign = await own.Context.NewPageAsync();
        await foreign.GotoAsync(proxy.ForeignAddressOf(foreigner).ToString());
        proxy.All.Clear();

        await foreign.EvaluateAsync(
            """
            async console => {
              const socket = new WebSocket(`wss://${console}/_blazor`);
              await new Promise(done => { socket.onopen = socket.onerror = done; });
              // What the page is not shown is asked all the same.
              const ask = (path, more) => fetch(
                `https://${console}/_blazor${path}`, { credentials: 'include', mode: 'no-cors', ...more }).catch(() => {});
              await ask('/negotiate?negotiateVersion=1', { method: 'POST' });
              await ask('?id=x');
              await ask('?id=x', { method: 'POST', body: 'x' });
            }
            """,
            proxy.AddressOf(Name).Authority);

        // With the cookie, so that nothing but its origin speaks against it.
        Assert.Equal(
        [
            new("GET", "/_blazor", true, 403),
            new("POST", "/_blazor/negotiate", true, 403),
            new("GET", "/_blazor", true, 403),
            new HttpsProxy.Passed("POST", "/_blazor", true, 403),
        ],
            proxy.All);
    }

    private static async Task<LiveBench> StartAsync(HttpsProxy proxy, string known)
    {
        var address = proxy.AddressOf(Name).GetLeftPart(UriPartial.Authority);
        var bench = await LiveBench.StartAsync(instances: 1, "--PublicAddress", address, "--ReverseProxy:KnownProxies", known);
        proxy.Console = bench.Address;
        return bench;
    }

    private async Task<IPage> SignInAsync(HttpsProxy proxy)
    {
        var page = await browser.OpenAsync(proxy.AddressOf(Name));
        await page.GotoAsync("/canais");
        await page.GetByLabel("E-mail").FillAsync("ana@loja.example");
        await page.GetByLabel("Senha").FillAsync(LiveBench.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true }).ClickAsync();
        await page.Locator("[data-alive]").WaitForAsync();
        return page;
    }
}
