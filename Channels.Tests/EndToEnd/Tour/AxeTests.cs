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

    // A dialog of MudBlazor does not say that it is modal (MudBlazor/MudBlazor#13609), so that axe takes the targets behind
    // it, which nobody can reach, for neighbours of its own. Their sizes are measured with the page behind out of sight.
    private static readonly AxeRunOptions OverThePage = new()
    {
        RunOnly = Options.RunOnly,
        ResultTypes = Options.ResultTypes,
        Rules = new() { ["target-size"] = new RuleOptions { Enabled = false } },
    };

    private static readonly AxeRunOptions Sizes = new() { RunOnly = RunOnlyOptions.Rules("target-size"), ResultTypes = Options.ResultTypes };

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
        if (await page.GetByRole(AriaRole.Dialog).CountAsync() == 0)
        {
            return Told(await page.RunAxe(Options), where);
        }

        var found = Told(await page.RunAxe(OverThePage), where);
        await ShowPageAsync(page, "hidden");
        var sizes = Told(await page.RunAxe(Sizes), where);
        await ShowPageAsync(page, "");
        return found.Concat(sizes);
    }

    private static async Task ShowPageAsync(IPage page, string visibility) => await page.EvaluateAsync(
        "visibility => document.querySelectorAll('.top-bar, .frame').forEach(x => x.style.visibility = visibility)", visibility);

    private static List<string> Told(AxeResult result, string where) =>
    [
        .. result.Violations.SelectMany(rule => rule.Nodes.Select(node =>
            $"{where}: {rule.Id} at {node.Target}: {node.Html}: {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(x => x.Message))}")),
    ];
}
