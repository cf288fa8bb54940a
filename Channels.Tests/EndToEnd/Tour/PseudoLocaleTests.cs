using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Every word on every page and dialog comes from the resources, or was typed by somebody.</summary>
[Collection(Lanes.Four)]
public sealed partial class PseudoLocaleTests(Chromium browser)
{
    /// <summary>
    /// What a reader sees or hears. Instants and countdowns are written by the browser in the page's language, initials
    /// are made from names, and a code is read by a camera.
    /// </summary>
    private const string Texts = """
        () => {
          const texts = [document.title];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
            if (!element || element.closest('script, style, noscript, local-time, [data-left], .initials, .portrait, svg.qr')
                || !element.checkVisibility()) continue;
            if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
            else for (const name of ['title', 'aria-label', 'placeholder', 'alt', 'aria-description', 'aria-valuetext'])
              texts.push(element.getAttribute(name) ?? '');
          }
          return texts.filter(text => text.trim());
        }
        """;

    // The shape of a code is no word.
    private static readonly string[] Names = ["Channels", "https://", "XXXX-XXXX", .. TourWorld.Typed.OrderByDescending(x => x.Length)];

    [Fact]
    public async Task EveryWord_IsFromTheResourcesOrTyped()
    {
        Tools.RequireBrowser();
        await using var world = await TourWorld.StartAsync(PseudoTexts.Use);
        var strangers = new List<string>();
        await world.WalkAsync(browser, "pt-BR", async (stop, page) =>
        {
            var texts = await page.EvaluateAsync<string[]>(Texts);
            Assert.Contains(texts, text => text.Contains(PseudoTexts.Begin));
            strangers.AddRange(texts.Where(text => Letter().IsMatch(Outside(text))).Select(text => $"{stop}: {text.Trim()}"));
        });

        Assert.True(strangers.Count == 0, string.Join(Environment.NewLine, strangers.Distinct()));
    }

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
