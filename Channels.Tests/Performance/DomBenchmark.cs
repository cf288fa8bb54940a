using Channels.App.Live;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.Performance;

/// <summary>
/// How long one status change takes from the gateway's word to the changed page in Chromium, alone and beside other open
/// pages; and how long a page with 1,000 channels takes to show its first card.
/// </summary>
public sealed class DomBenchmark(Chromium browser, ITestOutputHelper output)
{
    private const int Changes = 200;
    private const int FirstAttempt = 1000;
    private const int Loads = 10;

    // Both clocks are this machine's: the page's own start is an instant of it.
    private const string Watch = """
        () => {
          window.drawn = [];
          new MutationObserver(all => {
            const at = performance.timeOrigin + performance.now();
            const cards = new Set(all.map(x => (x.target.parentElement ?? x.target).closest?.('[data-channel]')).filter(x => x));
            for (const card of cards) window.drawn.push({ at, text: card.textContent, id: card.dataset.channel });
          }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """;

    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Change_ToTheDom(int otherCircuits)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 50, "--Circuits:PerSession", $"{otherCircuits + 1}");
        var page = await OpenAsync(bench);
        var others = new List<ProtocolCircuit>();
        for (var i = 0; i < otherCircuits; i++)
        {
            others.Add(await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies));
        }

        await page.EvaluateAsync(Watch);
        var (waits, repainted) = (new List<double>(), new List<int>());
        for (var i = 0; i < Changes; i++)
        {
            await Task.Delay(ChannelFeed.Interval * 2, TestContext.Current.CancellationToken);
            await page.EvaluateAsync("() => { window.drawn = [] }");
            var (attempt, before) = (FirstAttempt + i, DateTimeOffset.UtcNow);
            await bench.ChangeAsync(bench.Channels[i % bench.Channels.Count], attempt);
            var drawn = await page.WaitForFunctionAsync(
                "attempt => window.drawn.find(x => x.text.replace(/[.,]/g, '').includes(attempt))?.at", attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
            waits.Add(await drawn.EvaluateAsync<double>("x => x") - before.ToUnixTimeMilliseconds() - (before.Ticks % TimeSpan.TicksPerMillisecond / (double)TimeSpan.TicksPerMillisecond));
            repainted.Add(await page.EvaluateAsync<int>("() => new Set(window.drawn.map(x => x.id)).size"));
        }

        output.WriteLine($"beside {otherCircuits} circuits: {Figures.Milliseconds(waits)}; cards repainted by a change: {repainted.Max()} at most");
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
    }

    [Fact(Explicit = true)]
    public async Task Board_OfAThousandInstances()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1000);
        var page = await OpenAsync(bench);
        await page.AddInitScriptAsync("""
            new MutationObserver((_, me) => {
              if (document.querySelector('[data-channel]')) { me.disconnect(); requestAnimationFrame(() => window.firstCard = performance.now()); }
            }).observe(document, { subtree: true, childList: true });
            """);
        var waits = new List<double>();
        for (var i = 0; i < Loads; i++)
        {
            await page.GotoAsync("/canais");
            waits.Add(await (await page.WaitForFunctionAsync("() => window.firstCard")).EvaluateAsync<double>("x => x"));
        }

        output.WriteLine($"1,000 instances, from the navigation to the first card: {Figures.Milliseconds(waits)}");
    }

    private async Task<IPage> OpenAsync(LiveBench bench)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Locator("[data-alive]").WaitForAsync();
        return page;
    }
}
