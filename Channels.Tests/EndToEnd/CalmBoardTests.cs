using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What is well is short and stays where it is, whatever happens to its neighbors.</summary>
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

    private const string Calls = "() => `${JSON.stringify(globalThis.called)} ${globalThis.tones}`";

    /// <summary>A browser whose reader allows notifications, and that counts in place of making a noise.</summary>
    private const string CountCalls = """
        globalThis.called = [];
        globalThis.tones = 0;
        globalThis.Notification = class {
          static permission = 'granted';
          constructor(text) { globalThis.called.push(text); }
        };
        globalThis.OscillatorNode = class {
          constructor() { globalThis.tones++; }
          connect(next) { return next; }
          start() { }
          stop() { }
        };
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

        var after = await page.EvaluateAsync<Dictionary<string, string>>(Boxes);
        Assert.Equal(before.OrderBy(x => x.Key), after.Where(x => before.ContainsKey(x.Key)).OrderBy(x => x.Key));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task Limit_Reached_SaysSoAndMovesNoButton(int width)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1, "--Plan:ConnectionLimit", "2");
        var page = await OpenAsync(bench, "article");
        await page.SetViewportSizeAsync(width, 800);
        var create = page.Locator(".board-head .create-button");
        var before = await create.BoundingBoxAsync();

        await bench.SendAsync(new CreateChannel("Depósito", ConnectionMethod.WhatsAppWeb));

        await Assertions.Expect(page.Locator("#limit-reason")).ToBeVisibleAsync();
        var after = await create.BoundingBoxAsync();
        Assert.Equal((before!.X, before.Y), (after!.X, after.Y));
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

        var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        TestContext.Current.TestOutputHelper?.WriteLine($"60 as {view}: {height} px");
        Assert.InRange(height, 1, most);
    }

    [Fact]
    public async Task Strip_StaysInSight_AndLeadsToTheCard()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 60);
        var page = await OpenAsync(bench, "article");
        await page.EvaluateAsync("() => scrollTo(0, 2000)");
        var before = await page.EvaluateAsync<Dictionary<string, string>>(Boxes);

        await bench.FallAsync(bench.Channels[1]);

        var name = page.GetByRole(AriaRole.Link, new() { Name = "Loja 2", Exact = true });
        await Assertions.Expect(name).ToBeInViewportAsync();
        var after = await page.EvaluateAsync<Dictionary<string, string>>(Boxes);
        Assert.Equal(before.OrderBy(x => x.Key), after.Where(x => before.ContainsKey(x.Key)).OrderBy(x => x.Key));
        await name.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = "Loja 2" }).First).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Conectar" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Alarm_CallsWhoeverAskedForIt_OnceForEachFall_AndNobodyElse()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 3);
        await bench.FallAsync(bench.Channels[2]);
        var page = await OpenAsync(bench, "article", CountCalls);
        await Assertions.Expect(page).ToHaveTitleAsync("(1) Canais — WhatsApp");
        await bench.FallAsync(bench.Channels[0]);
        await Assertions.Expect(page).ToHaveTitleAsync("(2) Canais — WhatsApp");
        Assert.Equal("[] 0", await page.EvaluateAsync<string>(Calls));

        await page.GetByRole(AriaRole.Button, new() { Name = "Ana" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Som e notificação quando uma instância cai" }).ClickAsync();
        await Assertions.Expect(page.Locator("html[data-alarm]")).ToHaveCountAsync(1);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(page.Locator("down-signal[data-read]")).ToHaveCountAsync(1);
        await bench.FallAsync(bench.Channels[1]);
        await Assertions.Expect(page).ToHaveTitleAsync("(3) Canais — WhatsApp");

        await page.WaitForFunctionAsync("() => globalThis.tones > 0");
        Assert.Equal("[\"3 instâncias precisam de atenção\"] 3", await page.EvaluateAsync<string>(Calls));
    }

    [Fact]
    public async Task TroubleChip_IsInSightAt360Px()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 3);
        await bench.FallAsync(bench.Channels[1]);
        var page = await browser.OpenAsync(bench.Address, width: 360, height: 740);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais");

        await Assertions.Expect(page.Locator("[data-chip=Trouble]")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    private async Task<IPage> OpenAsync(LiveBench bench, string shown, string script = "null;")
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.AddInitScriptAsync(script);
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
