using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A page between its first HTML and its circuit, and a page that lost it.</summary>
public sealed class FirstSecondsTests(Chromium browser)
{
    private static readonly PageGetByRoleOptions Create = new() { Name = "Criar Nova Instância" };

    [Fact]
    public async Task ClickBeforeTheCircuit_IsDoneOnceItIsThere_Once()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        var circuit = await HoldCircuitAsync(ana.Page);
        await ana.Page.GotoAsync("/canais");
        await ana.Page.GetByRole(AriaRole.Button, Create).Nth(1).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Button, Create).Nth(1).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);

        circuit.SetResult();

        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(1);
        await Assertions.Expect(ana.Dialog.GetByLabel("QR Code (WhatsApp Web)")).ToBeVisibleAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancelar" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task DoubleClick_OnAButton_IsOnePress()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await ana.Page.Locator("[data-alive]").WaitForAsync();

        await ana.Page.GetByRole(AriaRole.Button, Create).First.DblClickAsync();

        await Assertions.Expect(ana.Dialog).ToBeVisibleAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancelar" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ClickBeforeTheCircuit_IsForgottenWhereThePersonMovedOn()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        var circuit = await HoldCircuitAsync(ana.Page);
        await ana.Page.GotoAsync("/canais");
        await ana.Page.GetByRole(AriaRole.Button, Create).First.ClickAsync();
        await ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Canais — WhatsApp" }).ClickAsync();

        circuit.SetResult();
        await ana.OpenUserMenuAsync();

        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ClickBeforeTheCircuit_IsNotDoneToWhatReplacedTheButton()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        var circuit = await HoldCircuitAsync(ana.Page);
        await ana.Page.GotoAsync("/canais");
        var button = ana.Page.GetByRole(AriaRole.Button, Create).First;
        // As if the live page said something else there.
        await button.EvaluateAsync("x => { x.firstChild.nextSibling.data = ' Remover tudo'; x.click(); }");

        circuit.SetResult();
        await ana.OpenUserMenuAsync();

        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task UnfoldedBeforeTheCircuit_StaysUnfolded()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync($"/canais/{bench.Channels[0]}/historico");
        await page.GetByText("Recebido e não usado").ClickAsync();
        await Assertions.Expect(page.Locator("details.reception")).ToHaveAttributeAsync("open", "");

        circuit.SetResult();
        await page.Locator("[data-alive]").WaitForAsync();

        await Assertions.Expect(page.Locator("details.reception")).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task BackBeforeTheCircuit_ShowsWhereTheAddressLeads()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/auditoria");
        await page.Locator("[data-alive]").WaitForAsync();
        var channel = page.Locator(".lines > [data-kind=Created]");
        await Assertions.Expect(channel).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Pessoas" }).ClickAsync();
        await Assertions.Expect(channel).ToHaveCountAsync(0);
        await HoldCircuitAsync(page);
        await page.ReloadAsync();

        await page.EvaluateAsync("() => history.back()");

        await Assertions.Expect(channel).ToHaveCountAsync(1);
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/auditoria$"));
    }

    [Fact]
    public async Task ConsoleGone_ThePageSaysWhichLinkIsDown_TakesNoClicks_AndComesBackByItself()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await ana.OpenUserMenuAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
        var banner = ana.Page.Locator("#components-reconnect-modal");
        await Assertions.Expect(banner).ToBeHiddenAsync();

        await app.KillAsync();

        await Assertions.Expect(banner).ToContainTextAsync("Este navegador perdeu o contato com o painel");
        await Assertions.Expect(banner).ToContainTextAsync("Isso não significa que os números caíram no WhatsApp");
        await Assertions.Expect(ana.Page.Locator("main")).Not.ToHaveCSSAsync("opacity", "1");
        await ana.Page.GetByRole(AriaRole.Button, Create).First.DispatchEventAsync("click");
        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);

        await app.StartAgainAsync();

        await Assertions.Expect(banner).ToBeHiddenAsync();
        await Assertions.Expect(ana.Page.Locator("main")).ToHaveCSSAsync("opacity", "1");
        await ana.OpenMethodsAsync();
    }

    /// <summary>The page gets its first HTML and no circuit until the test lets it.</summary>
    private static async Task<TaskCompletionSource> HoldCircuitAsync(IPage page)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        return held;
    }
}
