using System.Text.RegularExpressions;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>
/// One walk past every page and dialog: every word comes from the resources, or was typed by somebody, nothing breaks
/// WCAG 2.2 A and AA or axe's best practices, and a dialog keeps the focus.
/// </summary>
public sealed partial class TourTests(Chromium browser)
{
    /// <summary>
    /// What a reader sees or hears of an element and all in it. Instants and countdowns are written by the browser in the
    /// page's language, initials are made from names, a code is read by a camera, and what is to be copied is no sentence.
    /// </summary>
    private const string Texts = """
        root => {
          const texts = [document.title];
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
            if (!element || element.closest('script, style, noscript, local-time, [data-left], .initials, .portrait, svg.qr, pre, code')
                || !element.checkVisibility()) continue;
            if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
            else for (const name of ['title', 'aria-label', 'placeholder', 'alt', 'aria-description', 'aria-valuetext'])
              texts.push(element.getAttribute(name) ?? '');
          }
          return texts.filter(text => text.trim());
        }
        """;

    /// <summary>
    /// The kinds of elements that are to be seen: what rules of style can tell apart, each with what it lies in. A dialog of
    /// kinds that have all been seen is looked at for its words alone.
    /// </summary>
    private const string Kinds = """
        root => {
          const told = x => {
            if (!x) return '';
            if (!known.has(x)) known.set(x, [x.tagName, ...[...x.attributes].filter(a =>
              /^(class|role|type|disabled|open|aria-(invalid|current|checked|selected|disabled|expanded|pressed)|data-(?!channel)[a-z]+)$/.test(a.name)
              && !/\d/.test(a.value)).map(a => `${a.name}=${a.value}`).sort()].join(' '));
            return known.get(x);
          };
          const known = new Map();
          return [...new Set([...root.querySelectorAll('*')].filter(x => x.checkVisibility())
            .map(x => `${told(x.parentElement?.parentElement)} > ${told(x.parentElement)} > ${told(x)}`))];
        }
        """;

    private static readonly Axe Everything = Wcag();

    // The order of headings is the whole page's: a dialog looked at by itself has none before its title.
    private static readonly Axe OverThePage = Wcag("heading-order");

    private static readonly Axe Colors = new("rule", ["color-contrast", "link-in-text-block"]);

    // The shape of a code is no word.
    private static readonly string[] Names = ["Channels", "https://", "XXXX-XXXX", .. ApiScopes.All.Select(ApiScopes.TextOf), .. EventTypes.All, .. TourWorld.Typed.OrderByDescending(x => x.Length)];

    private readonly HashSet<string> _seen = [];

    [Fact]
    public async Task EveryPageAndDialog_HasNoForeignWordAndNoViolation()
    {
        Tools.RequireBrowser();
        await using var world = await TourWorld.StartAsync(PseudoTexts.Use);
        var (strangers, violations) = (new List<string>(), new List<string>());
        await world.WalkAsync(browser, async (stop, page) =>
        {
            // What lies behind a dialog has a stop of its own.
            var dialog = page.GetByRole(AriaRole.Dialog);
            var isDialog = await dialog.CountAsync() > 0;
            var part = isDialog ? dialog.First : page.Locator(":root");
            var texts = await part.EvaluateAsync<string[]>(Texts);
            Assert.Contains(texts, text => text.Contains(PseudoTexts.Begin));
            strangers.AddRange(texts.Where(text => Letter().IsMatch(Outside(text))).Select(text => $"{stop}: {text.Trim()}"));
            violations.AddRange(await ViolationsAsync(stop, page, part, isDialog));
        }, narrow: true);

        Assert.True(strangers.Count + violations.Count == 0, string.Join(Environment.NewLine, [.. strangers.Distinct(), .. violations]));
    }

    private async Task<List<string>> ViolationsAsync(Stop stop, IPage page, ILocator part, bool isDialog)
    {
        var found = new List<string>();
        async Task LookAsync(Axe axe, string where) => found.AddRange((await axe.ViolationsAsync(part)).Select(x => $"{where}: {x}"));

        await UseThemeAsync(page, "light");
        var known = _seen.Count;
        _seen.UnionWith(await part.EvaluateAsync<string[]>(Kinds));
        var isNew = _seen.Count > known;
        if (isNew && isDialog)
        {
            await KeepFocusAsync(stop, page);

            // axe takes the targets behind a dialog, which nobody can reach, for neighbors of the dialog's own, modal or not.
            await ShowPageAsync(page, "hidden");
        }

        if (isNew || !isDialog)
        {
            await LookAsync(isDialog ? OverThePage : Everything, $"{stop}");
        }

        if (isNew)
        {
            await UseThemeAsync(page, "dark");
            await LookAsync(Colors, $"{stop}, dark");
        }

        await ShowPageAsync(page, "");
        return found;
    }

    private static async Task KeepFocusAsync(Stop stop, IPage page)
    {
        try
        {
            await new KeyboardUser(page).StaysInsideAsync();
        }
        catch (PlaywrightException left)
        {
            throw new InvalidOperationException($"\"{stop}\" does not keep the focus", left);
        }
    }

    private static Axe Wcag(params string[] without) =>
        new("tag", ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], without);

    private static async Task UseThemeAsync(IPage page, string theme) =>
        await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);

    private static async Task ShowPageAsync(IPage page, string visibility) => await page.EvaluateAsync(
        "visibility => document.querySelectorAll('.top-bar, .frame').forEach(x => x.style.visibility = visibility)", visibility);

    private static string Outside(string text)
    {
        for (var shorter = Bracketed().Replace(text, " "); shorter != text; shorter = Bracketed().Replace(text, " "))
        {
            text = shorter;
        }

        return Names.Aggregate(text, (rest, name) => rest.Replace(name, " ", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"⟦[^⟦⟧]*⟧")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letter();
}
