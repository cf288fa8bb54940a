using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The user menu and the drawer without a mouse.</summary>
public sealed class UserMenuTests(Chromium browser)
{
    [Fact]
    public async Task Keys_MoveThroughTheMenuAndLeaveIt()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await ana.OpenUserMenuAsync();
        await FocusedAsync(ana, "Sistema");

        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await FocusedAsync(ana, "Claro");
        await ana.Page.Keyboard.PressAsync("End");
        await FocusedAsync(ana, "Sair");
        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await FocusedAsync(ana, "Sistema");
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await FocusedAsync(ana, "Sair");
        await ana.Page.Keyboard.PressAsync("Home");
        await FocusedAsync(ana, "Sistema");

        await ana.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
        await Assertions.Expect(ana.UserButton).ToBeFocusedAsync();

        await ana.OpenUserMenuAsync();
        await ana.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
        await Assertions.Expect(ana.UserButton).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task NarrowScreen_TheDrawerIsClosedFirst_AndClosesByEscapeByGoingSomewhereAndByMoreRoom()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await ana.Page.SetViewportSizeAsync(360, 740);
        var users = ana.Page.GetByRole(AriaRole.Link, new() { Name = "Usuários" });
        var button = ana.Page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true });
        await Assertions.Expect(users).Not.ToBeInViewportAsync();

        await button.ClickAsync();
        await Assertions.Expect(users).ToBeInViewportAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(users).Not.ToBeInViewportAsync();
        await Assertions.Expect(button).ToBeFocusedAsync();

        await button.ClickAsync();
        await Assertions.Expect(users).ToBeInViewportAsync();
        await ana.Page.SetViewportSizeAsync(1440, 900);
        await Assertions.Expect(ana.Page.Locator("#menu:popover-open")).ToHaveCountAsync(0);
        await Assertions.Expect(users).ToBeInViewportAsync();
        await ana.Page.SetViewportSizeAsync(360, 740);

        await button.ClickAsync();
        await users.ClickAsync();
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Usuários" })).ToBeVisibleAsync();
        await Assertions.Expect(users).Not.ToBeInViewportAsync();
    }

    private static Task FocusedAsync(ConsoleUser user, string item) => Assertions
        .Expect(user.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = item }).Or(user.Page.GetByRole(AriaRole.Menuitem, new() { Name = item })))
        .ToBeFocusedAsync();
}
