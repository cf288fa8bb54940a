using Channels.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Every page and open dialog against WCAG 2.2 A and AA and axe's best practices.</summary>
[Collection(Lanes.Four)]
public sealed class AxeTests(Chromium browser)
{
    private static readonly AxeRunOptions Everything = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        ResultTypes = [ResultType.Violations],
    };

    // axe takes the targets behind a dialog, which nobody can reach, for neighbours of the dialog's own, modal or not. Their
    // sizes are measured with the page behind out of sight.
    // The order of headings is the whole page's: a dialog looked at by itself has none before its title.
    private static readonly AxeRunOptions OverThePage = new()
    {
        RunOnly = Everything.RunOnly,
        ResultTypes = Everything.ResultTypes,
        Rules = new() { ["target-size"] = new RuleOptions { Enabled = false }, ["heading-order"] = new RuleOptions { Enabled = false } },
    };

    private static readonly AxeRunOptions Sizes = Only("target-size");

    /// <summary>All that another theme can break.</summary>
    private static readonly AxeRunOptions Colours = Only("color-contrast", "link-in-text-block");

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
            var dialog = page.GetByRole(AriaRole.Dialog);
            var isDialog = await dialog.CountAsync() > 0;
            // What lies behind a dialog has a stop of its own.
            Task<AxeResult> Run(AxeRunOptions options) => isDialog ? dialog.First.RunAxe(options) : page.RunAxe(options);

            await UseThemeAsync(page, "light");
            found.AddRange(Told(await Run(isDialog ? OverThePage : Everything), $"{stop}, light"));
            await UseThemeAsync(page, "dark");
            found.AddRange(Told(await Run(Colours), $"{stop}, dark"));
            if (isDialog)
            {
                await ShowPageAsync(page, "hidden");
                found.AddRange(Told(await Run(Sizes), $"{stop}, sizes"));
                await ShowPageAsync(page, "");
            }
        });

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private static AxeRunOptions Only(params string[] rules) =>
        new() { RunOnly = RunOnlyOptions.Rules(rules), ResultTypes = Everything.ResultTypes };

    private static async Task UseThemeAsync(IPage page, string theme) =>
        await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);

    private static async Task ShowPageAsync(IPage page, string visibility) => await page.EvaluateAsync(
        "visibility => document.querySelectorAll('.top-bar, .frame').forEach(x => x.style.visibility = visibility)", visibility);

    private static List<string> Told(AxeResult result, string where) =>
    [
        .. result.Violations.SelectMany(rule => rule.Nodes.Select(node =>
            $"{where}: {rule.Id} at {node.Target}: {node.Html}: {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(x => x.Message))}")),
    ];
}
