using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Light and dark: whose choice counts, from the first HTML on.</summary>
public sealed class ThemeTests(Chromium browser)
{
    private const string Light = "rgb(246, 247, 244)";
    private const string Dark = "rgb(15, 22, 20)";

    [Fact]
    public async Task NoChoice_FollowsTheSystem_AlsoWhenItChangesOnAnOpenPage()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var page = await browser.OpenAsync(app.Address);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync("/setup");
        await LooksAsync(page, Dark);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });

        await LooksAsync(page, Light);
    }

    [Fact]
    public async Task Choice_CountsAtOnceAndInTheFirstHtml_OnEveryBrowserOfThatPersonOnly()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await LooksAsync(ana.Page, Light);

        await ana.OpenUserMenuAsync();
        await ana.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Escuro" }).ClickAsync();

        await LooksAsync(ana.Page, Dark);
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Escuro" })).ToBeCheckedAsync();
        // Without scripts there is only what the server sent.
        Assert.Contains("data-theme=\"dark\"", await ana.FirstHtmlAsync("/canais"), StringComparison.Ordinal);
        Assert.Contains("data-theme=\"dark\"", await ana.FirstHtmlAsync("/conta/senha"), StringComparison.Ordinal);
        await ana.Page.ReloadAsync();
        await LooksAsync(ana.Page, Dark);
        var bruno = await ana.InviteAsync("Bruno", "bruno@loja.example");
        await LooksAsync(bruno.Page, Light);
        Assert.Contains("data-theme=\"system\"", await bruno.FirstHtmlAsync("/canais"), StringComparison.Ordinal);

        await ana.OpenUserMenuAsync();
        await ana.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Sistema" }).ClickAsync();

        await LooksAsync(ana.Page, Light);
    }

    [Fact]
    public async Task DarkTheme_ACodeOnTheScreenStaysReadableForAPhone()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var page = world.Administrator.Page;
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        await world.ConnectAsync("Vendas", "5511987654321");

        await LooksAsync(page, Dark);
    }

    private static Task LooksAsync(IPage page, string background) => Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", background);
}
