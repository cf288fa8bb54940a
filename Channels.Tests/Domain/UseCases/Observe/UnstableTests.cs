using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Observe;

public sealed class UnstableTests : IAsyncLifetime
{
    private readonly string _folder = Scratch.CreateFolder("channels-unstable-");
    private Workbench _bench = null!;
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = new Workbench(folder: _folder);
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Drops_TwiceWithinMinutes_IsNotUnstableYet()
    {
        await FlapAsync(2);

        Assert.False(await IsUnstableAsync());
    }

    [Fact]
    public async Task Drops_ThreeTimesWithinMinutes_IsUnstable_UntilItHasBeenCalm()
    {
        await FlapAsync(3);
        Assert.True(await IsUnstableAsync());

        await PassAsync(DropRun.Calm - TimeSpan.FromSeconds(31));
        Assert.True(await IsUnstableAsync());

        var before = (await _bench.FindAsync(_sales.Id)).Revision;
        await PassAsync(TimeSpan.FromSeconds(2));
        var calm = await _bench.FindAsync(_sales.Id);
        Assert.False(calm.IsUnstable);
        Assert.True(calm.Revision > before);
        Assert.Equal(calm, _bench.Published.All.Last());
    }

    // So that the wait of the others takes no turn among the writers.
    [Fact]
    public async Task Calming_ConcernsOnlyThoseWhoseTimeHasCome()
    {
        await _bench.CreateConnectedAsync("Suporte", "552134567000");
        await FlapAsync(3);
        Assert.Empty(await ToCalmDownAsync());

        _bench.Time.Advance(DropRun.Calm);

        Assert.Equal([_sales.Id], await ToCalmDownAsync());
    }

    [Fact]
    public async Task Drops_WithCalmBetweenThem_AreNone()
    {
        for (var i = 0; i < 5; i++)
        {
            await FlapAsync(1);
            _bench.Time.Advance(DropRun.Calm);
        }

        Assert.False(await IsUnstableAsync());
    }

    [Fact]
    public async Task Unstable_SurvivesARestart_AndEndsByTheClock()
    {
        await FlapAsync(3);
        var now = _bench.Time.GetUtcNow();
        await _bench.DisposeAsync();
        _bench = new Workbench(folder: _folder);
        await _bench.InitializeAsync();
        _bench.Time.SetUtcNow(now);

        Assert.True(await IsUnstableAsync());
        await PassAsync(DropRun.Calm);
        Assert.False(await IsUnstableAsync());
    }

    [Fact]
    public async Task PersonDealsWithIt_EndsTheRun()
    {
        await FlapAsync(3);

        await _bench.SendAsync(new DisconnectChannel(_sales.Id));

        Assert.False(await IsUnstableAsync());
    }

    [Fact]
    public async Task EngineEnds_AreNoDrops()
    {
        for (var i = 0; i < 5; i++)
        {
            await _bench.SendAsGatewayAsync(new ObserveLine(
                _sales.Id, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.EngineStopped }));
            await _bench.ComeBackAsync(_sales);
        }

        Assert.False(await IsUnstableAsync());
    }

    [Fact]
    public async Task ThousandFlipsInMinutes_WriteTensOfLines_AndTheLastStateIsTold()
    {
        var lines = (await LinesAsync()).Count;
        for (var i = 0; i < 500; i++)
        {
            await _bench.DropAsync(_sales);
            await _bench.ComeBackAsync(_sales);
            _bench.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        var minutes = 500 * 0.5 / 60;
        Assert.InRange((await LinesAsync()).Count - lines, 6, (int)Math.Ceiling(minutes) * DropRun.MostTold);

        await _bench.DropAsync(_sales);
        var since = (await _bench.FindAsync(_sales.Id)).Since;
        await PassAsync(DropRun.Telling);

        // As it stands, from when it stood so.
        var last = (await LinesAsync())[0];
        Assert.Equal((ReasonCode.Reconnecting, since), (last.Reason!.Code, last.At));
        await PassAsync(DropRun.Calm);
        Assert.Equal(last.Id, (await LinesAsync())[0].Id);
    }

    [Fact]
    public async Task FinalEndOfAFlood_IsToldAtOnce()
    {
        await FloodAsync();

        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);

        Assert.Equal(ReasonCode.LoggedOutOnPhone, (await LinesAsync())[0].Reason!.Code);
    }

    [Fact]
    public async Task DropAfterACalmThatNobodyLookedAt_TellsWhatWasWithheldFirst()
    {
        await FloodAsync();
        _bench.Time.Advance(TimeSpan.FromHours(1));

        await _bench.DropAsync(_sales);

        Assert.Equal(
            [ReasonCode.Reconnecting, ReasonCode.Connected],
            (await LinesAsync()).Take(2).Select(x => x.Reason!.Code));
        Assert.False(await IsUnstableAsync());
    }

    /// <summary>Ends connected, which the timeline does not tell yet.</summary>
    private async Task FloodAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await _bench.DropAsync(_sales);
            await _bench.ComeBackAsync(_sales);
        }

        await _bench.DropAsync(_sales, ReasonCode.SessionFailing);
        await _bench.ComeBackAsync(_sales);
    }

    /// <summary>Drops and comes back, each half a minute after the other.</summary>
    private async Task FlapAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _bench.DropAsync(_sales);
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
            await _bench.ComeBackAsync(_sales);
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
        }
    }

    private async Task PassAsync(TimeSpan span)
    {
        _bench.Time.Advance(span);
        await _bench.SendAsModuleAsync(new CalmChannels());
    }

    private async Task<bool> IsUnstableAsync() => (await _bench.FindAsync(_sales.Id)).IsUnstable;

    private async Task<IReadOnlyList<ChannelId>> ToCalmDownAsync()
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>()
            .ListToCalmDownAsync(_bench.Time.GetUtcNow(), Workbench.Cancellation);
    }

    /// <summary>Newest first.</summary>
    private async Task<IReadOnlyList<HistoryEntry>> LinesAsync()
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IChannelStore>();
        return [.. (await store.ReadHistoryAsync(new HistoryFilter(_sales.Id), before: null, count: 10_000, Workbench.Cancellation))
            .Where(x => x.Kind == HistoryKind.StatusChanged)];
    }
}
