using System.Net;
using System.Text.RegularExpressions;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Browsers that do not do as they are told, and pages of somebody else.</summary>
public sealed class SessionAttackTests(Chromium browser)
{
    [Fact]
    public async Task PageThatIgnoresTheReload_ShowsNothingMore_AndLeadsNowhere()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench, "/usuarios");
        await ConsoleUser.InteractiveAsync(page.Locator(".users-head button"), page.GetByRole(AriaRole.Dialog));
        // What a browser may do with a navigation: nothing.
        await page.RouteAsync("**/*", route => route.Request.IsNavigationRequest
            ? route.AbortAsync("aborted")
            : route.ContinueAsync());

        await bench.SendAsync(new EndOtherSessions());

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Sua sessão mudou");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.EvaluateAsync("() => Blazor.navigateTo('/conta/sessoes')");
        await page.EvaluateAsync("() => Blazor.navigateTo('/usuarios')");
        // The line is cut by then, which is no word for whoever reads that the session is over, nor in the way.
        var banner = page.Locator("#components-reconnect-modal");
        await Assertions.Expect(page.Locator("#components-reconnect-modal[class*=components-reconnect-]")).ToHaveCountAsync(1);
        await Assertions.Expect(banner).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Sua sessão mudou");
        await page.GetByRole(AriaRole.Link, new() { Name = "Voltar para Canais" }).ClickAsync(new() { Trial = true });
        await Assertions.Expect(page.Locator(".users-head")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Page_WhoseSessionIsEndedElsewhere_AsksWhereToSignIn()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench, "/canais");

        await bench.SendAsync(new EndOtherSessions());

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/entrar\\?returnUrl="));
    }

    [Fact]
    public async Task Sessions_AreSeen_AndEndedFromAnotherBrowser()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var here = await OpenAsync(bench, "/canais");
        var there = await OpenAsync(bench, "/canais", await bench.SignInAgainAsync());

        await here.GotoAsync("/conta/sessoes");
        var others = here.Locator(".sessions li").Filter(new() { HasNot = here.GetByText("Este navegador") });
        var before = await others.CountAsync();
        await ConsoleUser.InteractiveAsync(
            others.Last.GetByRole(AriaRole.Button), here.GetByText("Sessão encerrada.").First);
        await Assertions.Expect(others).ToHaveCountAsync(before - 1);
        await here.GetByRole(AriaRole.Button, new() { Name = "Encerrar todas as outras" }).ClickAsync();

        await Assertions.Expect(others).ToHaveCountAsync(0);
        await Assertions.Expect(there).ToHaveURLAsync(new Regex("/entrar\\?returnUrl="));
        await here.GotoAsync("/canais");
        await Assertions.Expect(here.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
    }

    // Another port is the same site for a browser, and so is a sibling name: it sends the cookie along.
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("canais.loja.localhost", "outro.loja.localhost")]
    public async Task Page_OfAnotherOrigin_OpensNoCircuit(string console, string foreigner)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        await using var foreign = WebApplication.CreateSlimBuilder().Build();
        foreign.Urls.Add("http://127.0.0.1:0");
        foreign.MapGet("/", () => Results.Content("<!DOCTYPE html><title>x</title>", "text/html"));
        await foreign.StartAsync(TestContext.Current.CancellationToken);
        var address = new UriBuilder(bench.Address) { Host = console }.Uri;
        var page = await browser.OpenAsync(address);
        await page.SignInAsync(bench, address: address);
        await page.GotoAsync("/canais");
        await page.Locator("[data-alive]").WaitForAsync();
        await page.GotoAsync(new UriBuilder(foreign.Urls.First()) { Host = foreigner }.ToString());

        var opened = await page.EvaluateAsync<bool>(
            """
            async console => {
              const socket = new WebSocket(`ws://${console}/_blazor`);
              return await new Promise(done => { socket.onopen = () => done(true); socket.onerror = () => done(false); });
            }
            """,
            address.Authority);

        Assert.False(opened);
    }

    private async Task<IPage> OpenAsync(LiveBench bench, string path, CookieContainer? cookies = null)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench, cookies);
        await page.GotoAsync(path);
        await page.Locator("[data-alive]").WaitForAsync();
        return page;
    }
}
