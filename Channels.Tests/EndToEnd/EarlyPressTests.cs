using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>How long js/early.js remembers a press that nobody heard, on a page of its own and its own clock.</summary>
public sealed class EarlyPressTests(Chromium browser)
{
    private static readonly DateTime Start = new(2026, 11, 22, 15, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(3_000, 0)]
    public async Task Press_IsDoneOnlyWithinAMomentOfThePagesComingAlive(int late, int presses)
    {
        Tools.RequireBrowser();
        var page = await OpenAsync();
        await page.Locator("button").ClickAsync();
        await page.Clock.FastForwardAsync(60_000);
        await page.EvaluateAsync("() => { document.querySelector('button').disabled = true; document.body.dataset.alive = ''; }");
        await page.Clock.FastForwardAsync(late);

        await page.EvaluateAsync("() => { document.querySelector('button').disabled = false; }");

        Assert.Equal(presses, await PressesAsync(page));
    }

    [Theory]
    [InlineData("pointerdown", 0)]
    [InlineData("wheel", 0)]
    [InlineData("touchmove", 0)]
    [InlineData("scroll", 1)]
    public async Task Press_IsForgottenByWhatAPersonDoesNext(string next, int presses)
    {
        Tools.RequireBrowser();
        var page = await OpenAsync();
        await page.Locator("button").ClickAsync();

        await page.DispatchEventAsync("p", next);
        await page.EvaluateAsync("() => { document.body.dataset.alive = ''; }");

        Assert.Equal(presses, await PressesAsync(page));
    }

    // The first press is the one that the page is too young to hear.
    private async Task<IPage> OpenAsync()
    {
        var page = await browser.OpenAsync(new Uri("http://localhost/"));
        await page.Clock.InstallAsync(new() { TimeDate = Start });
        await page.SetContentAsync("<p>Canais</p><button type='button'>Criar</button>");
        await page.AddScriptTagAsync(new() { Path = Path.Combine(AppFolder.Path, "wwwroot", "js", "early.js") });
        await page.EvaluateAsync("() => { window.presses = -1; document.querySelector('button').onclick = () => { window.presses++; }; }");
        await page.Clock.PauseAtAsync(Start.AddHours(1));
        return page;
    }

    private static Task<int> PressesAsync(IPage page) => page.EvaluateAsync<int>("() => window.presses");
}
