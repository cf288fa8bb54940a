using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What is well is short and stays where it is, whatever happens to its neighbors.</summary>
[Collection(Lanes.One)]
public sealed class CalmBoardTests(Chromium browser)
{
    /// <summary>Where each button of the cards is, from the top of the page.</summary>
    private const string Boxes = """
        () => Object.fromEntries([...document.querySelectorAll('main [data-channel] footer [data-action]')].map(x => {
          const box = x.getBoundingClientRect();
          return [`${x.closest('[data-channel]').querySelector('h2').textContent}: ${x.dataset.action}`,
            [box.x, box.y + scrollY, box.height].map(Math.round).join(' ')];
        }))
        """;

    public static TheoryData<ReasonCode> Falls =>
        [ReasonCode.Reconnecting, ReasonCode.LoggedOutOnPhone, ReasonCode.Replaced, ReasonCode.Banned, ReasonCode.ClientTooOld, ReasonCode.CredentialsUnreadable];

    [Theory]
    [MemberData(nameof(Falls))]
    public async Task Fall_MovesNoButton(ReasonCode code)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 9);
        await HangAsync(bench, bench.Channels[4]);
        var page = await OpenAsync(bench, "article");
        var before = await page.EvaluateAsync<Dictionary<string, string>>(Boxes);

        await bench.SendAsGatewayAsync(new ObserveLine(bench.Channels[4], new StatusReason(code)
        {
            Cause = ConnectionCause.Lost,
            Attempt = code == ReasonCode.Reconnecting ? 3 : null,
            NextTryAt = code == ReasonCode.Reconnecting ? DateTimeOffset.UtcNow.AddMinutes(4) : null,
        }));
        await Assertions.Expect(page.Locator("[data-impact]")).ToHaveTextAsync("Afeta 5 conversas, 2 follow-ups e 2 agendamentos de hoje");

        await page.ScreenshotAsync(new() { Path = $"/tmp/shots/fall-{code}.png" });
        var after = await page.EvaluateAsync<Dictionary<string, string>>(Boxes);
        Assert.Equal(before.OrderBy(x => x.Key), after.Where(x => before.ContainsKey(x.Key)).OrderBy(x => x.Key));
    }

    [Theory]
    [InlineData(BoardView.Cards, 4500)]
    [InlineData(BoardView.Table, 3300)]
    public async Task Sixty_AreShort(BoardView view, int most)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 60);
        foreach (var id in bench.Channels)
        {
            bench.Confirm(id);
        }

        await bench.SendAsync(new ChangePreferences(View: view));
        var page = await OpenAsync(bench, "main [data-channel]");

        await page.ScreenshotAsync(new() { Path = $"/tmp/shots/sixty-{view}.png", FullPage = true });
        var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        TestContext.Current.TestOutputHelper?.WriteLine($"60 as {view}: {height} px");
        Assert.InRange(height, 1, most);
    }

    private async Task<IPage> OpenAsync(LiveBench bench, string shown)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Locator(shown).First.WaitForAsync();
        return page;
    }

    /// <summary>Five open conversations, two follow-ups and two schedules of today.</summary>
    private static async Task HangAsync(LiveBench bench, ChannelId id)
    {
        for (var i = 0; i < 5; i++)
        {
            await bench.SendAsModuleAsync(new OpenConversation(id, new ContactAddress(PhoneNumber.FromDigits($"552199123{4000 + i}"), lid: null)));
        }

        foreach (var kind in (LinkedKind[])[LinkedKind.FollowUp, LinkedKind.FollowUp, LinkedKind.Schedule, LinkedKind.Schedule])
        {
            await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), kind, id, "Retomar o orçamento", DateTimeOffset.UtcNow));
        }
    }
}
