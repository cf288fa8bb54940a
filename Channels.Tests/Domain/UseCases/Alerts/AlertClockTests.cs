using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.History;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Alerts;

/// <summary>Alerts on a clock that is set back, across a stop of the console, and after a year.</summary>
public sealed class AlertClockTests : IAsyncLifetime
{
    private readonly UnreachableRoute _route = new();
    private readonly Workbench _bench;
    private ChannelSnapshot _sales = null!;

    public AlertClockTests() =>
        _bench = new Workbench(services => services.AddSingleton<IEnumerable<IAlertSender>>([_route]));

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(25));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task ClockSetBack_DuringTheGrace_TheAlertComesAGraceLater()
    {
        await _bench.DropAsync(_sales);
        await _bench.WatchAsync();
        _bench.Time.AdjustTime(_bench.Time.GetUtcNow().AddHours(-5));

        await _bench.PassAsync(5);

        Assert.Equal(["Down Mail Waiting"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task ClockSetBack_WhileSettling_TheRecoveryComesASettlingTimeLater()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(5);
        await _bench.ComeBackAsync(_sales);
        await _bench.WatchAsync();
        _bench.Time.AdjustTime(_bench.Time.GetUtcNow().AddHours(-5));

        await _bench.PassAsync(2);

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.True(incident.IsOver);
        Assert.True(incident.Tell(incident.Deliveries[^1]).DurationAt(_bench.Time.GetUtcNow()) >= TimeSpan.Zero);
    }

    [Fact]
    public async Task ClockSetBack_WhileAMessageWaits_ItIsTriedAtOnce()
    {
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Mail);
        _bench.Time.AdjustTime(_bench.Time.GetUtcNow().AddHours(-5));

        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Equal(2, _route.Tries);
    }

    [Fact]
    public async Task SettledWhileNobodyWatches_TheLateAlertIsNotTriedOverAndOver()
    {
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.ComeBackAsync(_sales);
        await _bench.WatchAsync();

        // The console was away, and for the first minute of its next run nobody watches.
        _bench.Time.Advance(TimeSpan.FromHours(1));

        Assert.True(await _bench.DeliverAsync(AlertRoute.Mail) > _bench.Time.GetUtcNow());
        Assert.Equal(1, _route.Tries);
    }

    [Fact]
    public async Task Forget_AfterFourHundredDays_DeletesIncidentsThatAreOver()
    {
        var support = await _bench.CreateConnectedAsync("Suporte", "552134567000");
        await AlertAsync();
        await _bench.ComeBackAsync(_sales);
        await _bench.DropAsync(support);
        await _bench.PassAsync(10);
        Assert.Equal(2, (await _bench.IncidentsAsync()).Count);
        _bench.Time.Advance(TimeSpan.FromDays(399));
        await _bench.SendAsModuleAsync(new ForgetOldHistory());
        Assert.Equal(2, (await _bench.IncidentsAsync()).Count);
        _bench.Time.Advance(TimeSpan.FromDays(2));

        Assert.False(await _bench.SendAsModuleAsync(new ForgetOldHistory()));

        // The one that goes on is not forgotten, and its end is still told.
        Assert.Equal(["Suporte"], (await _bench.IncidentsAsync()).Select(x => x.ChannelName));
        await _bench.ComeBackAsync(support);
        await _bench.PassAsync(5);
        Assert.Contains("Recovered Mail Waiting", await _bench.DeliveriesAsync());
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(5);
        Assert.Equal(2, (await _bench.IncidentsAsync()).Count);
    }

    private async Task AlertAsync()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(5);
    }

    private sealed class UnreachableRoute : IAlertSender
    {
        public AlertRoute Route => AlertRoute.Mail;

        public int Tries { get; private set; }

        public Task<AlertOutcome> SendAsync(AlertNotice notice, AlertSettings settings, CancellationToken cancellationToken)
        {
            Tries++;
            return Task.FromResult(AlertOutcome.Failed(AlertTrouble.Unreachable));
        }
    }
}
