using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A dialog takes the focus and closes by Escape, however it came to be open and whatever happened in it.</summary>
public sealed class DialogKeysTests(Chromium browser)
{
    [Fact]
    public async Task DialogOfTheAddress_TakesTheFocus_AndClosesByEscape()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench);

        await Assertions.Expect(page.Locator("[role=dialog][aria-modal=true] :focus")).ToHaveCountAsync(1);
        await ConsoleUser.EscapeAsync(page);

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/canais$"));
        await Assertions.Expect(page.Locator("main :focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Dialog_WhoseFocusedButtonWentAway_StillClosesByEscape()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench);
        await Assertions.Expect(page.Locator("[role=dialog] :focus")).ToHaveCountAsync(1);

        await page.EvaluateAsync("() => document.activeElement.blur()");
        await ConsoleUser.EscapeAsync(page);

        await Assertions.Expect(page.Locator("main :focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Tab_GoesRoundInTheDialog_BothWays_OverItsClosingButtonToo()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais");
        await ConsoleUser.InteractiveAsync(page.Locator("[data-action=Rename]"), page.GetByRole(AriaRole.Dialog));
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Nome da instância").FocusAsync();
        string[] stops = ["Nome da instância", "Cancelar", "Salvar", "Fechar"];

        await AssertRoundAsync(page, "Tab", stops);
        await AssertRoundAsync(page, "Shift+Tab", [stops[0], .. stops[1..].Reverse()]);
    }

    private static async Task AssertRoundAsync(IPage page, string key, string[] stops)
    {
        foreach (var next in stops.Skip(1).Append(stops[0]))
        {
            await page.Keyboard.PressAsync(key);
            var dialog = page.GetByRole(AriaRole.Dialog);
            var wanted = dialog.GetByLabel(next, new() { Exact = true }).Or(dialog.GetByRole(AriaRole.Button, new() { Name = next, Exact = true }));
            await Assertions.Expect(wanted.First).ToBeFocusedAsync();
        }
    }

    private async Task<IPage> OpenAsync(LiveBench bench)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync($"/canais/{bench.Channels[0]}/conectar");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        return page;
    }
}
