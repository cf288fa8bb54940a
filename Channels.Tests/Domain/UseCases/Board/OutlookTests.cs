using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Board;

/// <summary>What depends on channels that are down, and whose phones are silent.</summary>
public sealed class OutlookTests : IAsyncLifetime
{
    // Noon in São Paulo, three hours behind: the day there is from 03:00 to 03:00 UTC.
    private static readonly DateTimeOffset DayBegins = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Down_CountsOpenConversationsAndWhatIsDueToday()
    {
        await _bench.OpenAsync(_sales.Id, "5521912345678");
        await _bench.OpenAsync(_sales.Id, "5521912345679");
        await _bench.AddClosedAsync(_sales.Id, "5521912345670");
        await LinkAsync(LinkedKind.FollowUp, DayBegins);
        await LinkAsync(LinkedKind.FollowUp, DayBegins.AddTicks(-1));
        await LinkAsync(LinkedKind.Schedule, DayBegins.AddDays(1).AddTicks(-1));
        await LinkAsync(LinkedKind.Schedule, DayBegins.AddDays(1));
        await LinkAsync(LinkedKind.Schedule, dueAt: null);
        await LinkAsync(LinkedKind.Prompt, DayBegins);
        var done = await LinkAsync(LinkedKind.Schedule, DayBegins);
        await _bench.SendAsModuleAsync(new ChangeItemState(done, ItemState.Finished));
        await _bench.DropAsync(_sales);

        Assert.Equal(new DropImpact(Conversations: 2, FollowUps: 1, Schedules: 1), Assert.Single(await MeasureAsync()).Impact);
    }

    [Fact]
    public async Task Up_OrNothingWaiting_HasNothingToSay()
    {
        var idle = await _bench.CreateConnectedAsync("Suporte", "552134567000");
        await _bench.DropAsync(idle);
        await _bench.OpenAsync(_sales.Id, "5521912345678");

        Assert.Empty(await MeasureAsync());
    }

    [Fact]
    public async Task PairedForTheFirstTime_IsNotDown_AndPairedAgain_Is()
    {
        var fresh = await _bench.CreateAsync("Nova");
        await _bench.OpenAsync(fresh.Id, "5521912345678");
        await _bench.SendAsync(new ConnectChannel(fresh.Id));
        Assert.Empty(await MeasureAsync());

        await _bench.OpenAsync(_sales.Id, "5521912345678");
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        Assert.Equal([_sales.Id], (await MeasureAsync()).Select(x => x.Id));
    }

    [Fact]
    public async Task BackAgain_IsForgotten_AndTheListTellsWhatWasMeasured()
    {
        await _bench.OpenAsync(_sales.Id, "5521912345678");
        await _bench.DropAsync(_sales);
        await MeasureAsync();
        Assert.Equal(1, Assert.Single((await _bench.SendAsync(new ListChannels())).Outlooks).Impact!.Conversations);

        await _bench.ComeBackAsync(_sales);

        Assert.Empty(await MeasureAsync());
    }

    [Fact]
    public async Task SilentPhone_IsWorthSayingFromTheTenthDay()
    {
        _bench.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(1));
        Assert.Empty(await MeasureAsync());

        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, Assert.Single(await MeasureAsync()).PhoneSilentDays);

        await _bench.SendAsGatewayAsync(new ObservePhone(_sales.Id, _bench.Time.GetUtcNow()));
        Assert.Empty(await MeasureAsync());
    }

    [Fact]
    public async Task SilentPhone_OfALineThatJustCameUp_IsGivenTimeToBeHeard()
    {
        _bench.Time.Advance(TimeSpan.FromDays(12));
        await _bench.DropAsync(_sales);
        Assert.Empty(await MeasureAsync());
        await _bench.ComeBackAsync(_sales);
        Assert.Empty(await MeasureAsync());

        _bench.Time.Advance(PhoneSilence.HearingTime);

        Assert.Equal(12, Assert.Single(await MeasureAsync()).PhoneSilentDays);
    }

    [Fact]
    public async Task WhoWroteWhileTheLineWasDown_IsWorthSayingForHalfADay()
    {
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _bench.DropAsync(_sales);
        var away = _bench.Time.GetUtcNow();
        _bench.Time.Advance(TimeSpan.FromMinutes(30));
        await _bench.ComeBackAsync(_sales);
        foreach (var digits in (string[])["5521912345678", "5521998765432"])
        {
            await _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(_sales.Id, LinkedDataExtensions.Contact(digits), away.AddMinutes(1)));
        }

        Assert.Equal(2, Assert.Single(await MeasureAsync()).LateWriters);

        _bench.Time.Advance(TimeSpan.FromHours(12));
        Assert.Empty(await MeasureAsync());
    }

    private async Task<Guid> LinkAsync(LinkedKind kind, DateTimeOffset? dueAt)
    {
        var id = Guid.NewGuid();
        await _bench.SendAsModuleAsync(new LinkItem(id, kind, _sales.Id, "Retorno", dueAt));
        return id;
    }

    private async Task<IReadOnlyList<ChannelOutlook>> MeasureAsync()
    {
        await _bench.SendAsModuleAsync(new MeasureOutlook());
        return _bench.Confirmations.Outlooks;
    }
}
