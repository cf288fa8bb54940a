using System.Globalization;
using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The proof behind a status, as a browser shows it by itself.</summary>
public sealed partial class ProofJourneyTests(Chromium browser)
{
    private const string ClockTwoHoursAhead =
        """
        const Real = Date;
        const now = () => Real.now() + 2 * 3600 * 1000;
        globalThis.Date = class extends Real {
          constructor(...parts) { super(...(parts.length ? parts : [now()])); }
          static now() { return now(); }
        };
        """;

    [Fact]
    public async Task Age_TicksInTheBrowser_WithoutADrawingOfTheCard()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        bench.Confirm(bench.Channels[0]);
        var page = await OpenAsync(bench);
        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync(Fresh());
        await Assertions.Expect(Sign(page, 1)).ToHaveTextAsync("ainda sem confirmação");

        // Once it is told of the other one, the page is up and nothing more is drawn.
        bench.Confirm(bench.Channels[1]);
        await Assertions.Expect(Sign(page, 1)).ToHaveTextAsync(Fresh());
        await page.EvaluateAsync(
            """
            () => {
              globalThis.drawn = 0;
              const seen = new MutationObserver(changes => { globalThis.drawn += changes.length; });
              seen.observe(document.querySelector('.grid'), { subtree: true, childList: true, characterData: true });
            }
            """);
        var age = await AgeAsync(page);
        bench.Confirm(bench.Channels[1]);
        await page.WaitForFunctionAsync("age => document.querySelector('sign-of-life').shadowRoot.textContent !== age", await TextAsync(page));

        Assert.True(await AgeAsync(page) > age);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => globalThis.drawn"));
    }

    [Fact]
    public async Task WrongClockAndOtherZone_ShowRightAgesAndTheReadersTimes()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var at = DateTimeOffset.UtcNow.AddSeconds(-30);
        await bench.ReceiveAsync(bench.Channels[0], at);
        var page = await OpenAsync(bench, zone: "Asia/Tokyo", script: ClockTwoHoursAhead);
        bench.Confirm(bench.Channels[0]);

        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync(Fresh());
        var inTokyo = at.ToOffset(TimeSpan.FromHours(9)).ToString("HH:mm", CultureInfo.InvariantCulture);
        await Assertions.Expect(page.Locator("last-messages")).ToContainTextAsync(inTokyo);
        await Assertions.Expect(page.Locator("last-messages")).ToHaveTextAsync(new Regex("^Última recebida "));

        // Live, by the same way as the confirmations.
        var before = await page.Locator("last-messages").GetAttributeAsync("title");
        await bench.ReceiveAsync(bench.Channels[0], DateTimeOffset.UtcNow);
        await Assertions.Expect(page.Locator("last-messages")).Not.ToHaveAttributeAsync("title", before!);
    }

    [Fact]
    public async Task Age_OfACardThatMoves_StaysTrue()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        bench.Confirm(bench.Channels[0]);
        var page = await OpenAsync(bench);
        await page.WaitForFunctionAsync(@"() => parseInt(document.querySelector('sign-of-life').shadowRoot.textContent.replace(/\D+/, '')) >= 3");

        var after = await page.EvaluateAsync<string>(
            """
            () => {
              const card = document.querySelector('[data-channel]');
              card.parentElement.append(card);
              return card.querySelector('sign-of-life').shadowRoot.textContent;
            }
            """);

        Assert.InRange(int.Parse(Seconds().Match(after).Value, CultureInfo.InvariantCulture), 3, 600);
    }

    [Fact]
    public async Task Offline_ClaimsNothingFresh_AndOnlineAgain_Does()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench);
        bench.Confirm(bench.Channels[0]);
        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync(Fresh());

        await page.LoseNetworkAsync();
        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync("sem confirmação");

        await page.FindNetworkAsync();
        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync(Fresh());
    }

    [Fact]
    public async Task Silence_ForTwiceTheInterval_IsSaid_UntilTheNextSign()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1, "--WhatsAppWeb:PingInterval", "00:00:04");
        bench.Confirm(bench.Channels[0]);
        var page = await OpenAsync(bench);

        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync(new Regex(@"^sem confirmação há \d+ s$"));
        await Assertions.Expect(Sign(page, 0)).ToHaveAttributeAsync("data-state", "silent");

        bench.Confirm(bench.Channels[0]);
        await Assertions.Expect(Sign(page, 0)).ToHaveTextAsync(Fresh());
    }

    [Fact]
    public async Task Time_ThatIsNotThereYet_CarriesNone()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench);
        await page.EvaluateAsync("() => customElements.whenDefined('local-time').then(() => true)");
        var time = page.Locator("#components-reconnect-modal local-time");

        Assert.Equal("null ", await time.EvaluateAsync<string>("time => `${time.getAttribute('title')} ${time.shadowRoot.textContent}`"));

        await time.EvaluateAsync("time => time.setAttribute('datetime', '2026-11-22T15:00:00Z')");
        await Assertions.Expect(time).ToHaveAttributeAsync("title", new Regex("2026"));
    }

    private static ILocator Sign(IPage page, int index) => page.Locator("sign-of-life").Nth(index);

    private static Task<string> TextAsync(IPage page) =>
        page.EvaluateAsync<string>("() => document.querySelector('sign-of-life').shadowRoot.textContent");

    private static async Task<int> AgeAsync(IPage page) =>
        int.Parse(Seconds().Match(await TextAsync(page)).Value, CultureInfo.InvariantCulture);

    private async Task<IPage> OpenAsync(LiveBench bench, string zone = "America/Sao_Paulo", string? script = null)
    {
        var page = await browser.OpenAsync(bench.Address, zone: zone);
        await page.SignInAsync(bench);
        if (script is not null)
        {
            await page.AddInitScriptAsync(script);
        }

        await page.GotoAsync("/canais");
        return page;
    }

    [GeneratedRegex(@"^confirmado há \d+ s$")]
    private static partial Regex Fresh();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Seconds();
}
