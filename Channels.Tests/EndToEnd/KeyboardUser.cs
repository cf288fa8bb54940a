using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Somebody who has a keyboard and no mouse, and who looks where the focus is.</summary>
internal sealed class KeyboardUser(IPage page)
{
    private const int Patient = 120;

    private const string Reached = ":is(a[href], button:enabled, input:enabled, textarea:enabled, [tabindex='0']):visible";

    /// <summary>A ring or another edge around the focused element, or around what holds it.</summary>
    private const string HasVisibleFocus = """
        element => {
          if (!element.matches(':focus-visible')) return false;
          for (let at = element, steps = 0; at && steps < 4; at = at.parentElement, steps++) {
            const style = getComputedStyle(at);
            if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none') return true;
            const edge = at.querySelector(':scope > .mud-input-outlined-border');
            if (edge && parseFloat(getComputedStyle(edge).borderTopWidth) >= 2) return true;
          }
          return false;
        }
        """;

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    private ILocator FocusInside => Dialog.Locator(":focus").Or(page.Locator("[role=dialog]:focus")).First;

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>By Tab until it has the focus, which has to be seen.</summary>
    public async Task ReachAsync(ILocator wanted)
    {
        await wanted.First.WaitForAsync();
        if (await Dialog.CountAsync() > 0)
        {
            // It remembers where the focus was when it takes it, a moment after it is seen.
            await Assertions.Expect(FocusInside).ToBeAttachedAsync();
        }

        for (var tries = 0; tries < Patient && !await HasFocusAsync(wanted); tries++)
        {
            await PressAsync("Tab");
        }

        await Assertions.Expect(wanted.First).ToBeFocusedAsync();
        Assert.True(await wanted.First.EvaluateAsync<bool>(HasVisibleFocus), $"The focus is not visible on {wanted}");
    }

    public async Task UseAsync(ILocator button)
    {
        await ReachAsync(button);
        await PressAsync("Enter");
    }

    /// <summary>Opens a dialog and sees that Tab goes round in it, both ways.</summary>
    public async Task OpenAsync(ILocator button)
    {
        await UseAsync(button);
        await StaysInsideAsync();
    }

    public async Task StaysInsideAsync()
    {
        await Assertions.Expect(FocusInside).ToBeAttachedAsync();
        // Back over its first edge, and forth over its last.
        await Dialog.Locator(Reached).First.FocusAsync();
        foreach (var key in (string[])["Shift+Tab", "Tab"])
        {
            await PressAsync(key);
            await Assertions.Expect(FocusInside).ToBeAttachedAsync();
        }
    }

    public Task LeaveAsync() => ConsoleUser.EscapeAsync(page);

    /// <summary>Closes the dialog and finds the focus where it was before.</summary>
    public async Task LeaveAsync(ILocator opener)
    {
        await LeaveAsync();
        await Assertions.Expect(opener).ToBeFocusedAsync();
    }

    /// <summary>Goes through an open menu by the arrow.</summary>
    public async Task ChooseAsync(ILocator button, string item)
    {
        await UseAsync(button);
        var wanted = page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true });
        await Assertions.Expect(page.Locator("[role=menuitem]:focus")).ToBeAttachedAsync();
        while (!await HasFocusAsync(wanted))
        {
            var before = await page.EvaluateHandleAsync("document.activeElement");
            await PressAsync("ArrowDown");
            await page.WaitForFunctionAsync("before => document.activeElement !== before", before);
        }

        await PressAsync("Enter");
    }

    private static Task<bool> HasFocusAsync(ILocator wanted) => wanted.First.EvaluateAsync<bool>("x => x === document.activeElement");
}
