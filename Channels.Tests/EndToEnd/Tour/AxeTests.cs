using Channels.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Every page and open dialog against WCAG 2.2 A and AA and axe's best practices.</summary>
[Collection(nameof(Chromium))]
public sealed class AxeTests(Chromium browser)
{
    private static readonly string[] Themes = ["light", "dark"];

    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [InlineData("pt-BR")]
    [InlineData("en")]
    public async Task EveryPageAndDialog_HasNoViolation(string culture)
    {
        Tools.RequireBrowser();
        await using var world = await TourWorld.StartAsync();
        var found = new List<string>();
        await world.WalkAsync(browser, culture, async (stop, page) =>
        {
            foreach (var theme in Themes)
            {
                await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                found.AddRange(await ViolationsAsync(page, $"{stop}, {theme}"));
            }
        });

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string where)
    {
        var result = await page.RunAxe(Options);
        return result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{where}: {rule.Id} at {node.Target}: {node.Html}"));
    }
}
