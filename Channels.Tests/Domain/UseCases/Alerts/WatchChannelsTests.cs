using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Alerts;

/// <summary>When somebody is told; grace is 5 minutes and settling 2, as they are by default.</summary>
public sealed class WatchChannelsTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(25).ByWebhook("https://crm.loja.example/avisos"));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task DownPastTheGrace_IsAlertedOfOnceOnEachRoute()
    {
        await _bench.PassAsync(10);
        var dropped = _bench.Time.GetUtcNow();
        await _bench.DropAsync(_sales);

        await _bench.PassAsync(4.9);
        Assert.Empty(await _bench.IncidentsAsync());
        await _bench.PassAsync(60);

        Assert.Equal(["Down Mail Waiting", "Down Webhook Waiting"], await _bench.DeliveriesAsync());
        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal(("Vendas", _sales.Number, dropped), (incident.ChannelName, incident.Number, incident.StartedAt));
        Assert.Equal(dropped.AddMinutes(5), incident.AlertedAt);
    }

    [Fact]
    public async Task ShorterThanTheGrace_TellsNobodyAndLeavesNothing()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(3);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(60);

        Assert.Empty(await _bench.IncidentsAsync());
        Assert.Equal("0", Assert.Single(await Tools.QueryAsync(_bench.DataPath, "SELECT COUNT(*) FROM Incidents")));
    }

    [Fact]
    public async Task Watch_SaysWhenToLookAgain()
    {
        Assert.Null(await _bench.WatchAsync());
        await _bench.DropAsync(_sales);
        var dropped = _bench.Time.GetUtcNow();

        Assert.Equal(dropped.AddMinutes(5), await _bench.WatchAsync());
        await _bench.PassAsync(5);
        Assert.Null(await _bench.WatchAsync());
        await _bench.ComeBackAsync(_sales);
        Assert.Equal(dropped.AddMinutes(7), await _bench.WatchAsync());
    }

    [Fact]
    public async Task BackForTheSettlingTime_IsToldOnceWithTheDuration()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(12);
        await _bench.ComeBackAsync(_sales);

        await _bench.PassAsync(1.9);
        Assert.Equal(2, (await _bench.DeliveriesAsync()).Count);
        await _bench.PassAsync(60);

        Assert.Equal(
            ["Down Mail Waiting", "Down Webhook Waiting", "Recovered Mail Waiting", "Recovered Webhook Waiting"],
            await _bench.DeliveriesAsync());
        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal(TimeSpan.FromMinutes(12), incident.UpSince - incident.StartedAt);
        Assert.True(incident.IsOver);
    }

    [Fact]
    public async Task Flapping_IsOneIncidentWithOneAlertThatCountsAndOneRecovery()
    {
        for (var i = 0; i < 8; i++)
        {
            await _bench.DropAsync(_sales);
            await _bench.PassAsync(0.5);
            await _bench.ComeBackAsync(_sales);
            await _bench.PassAsync(0.5);
        }

        await _bench.PassAsync(60);

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal(8, incident.Drops);
        Assert.Equal(TimeSpan.FromMinutes(7.5), incident.UpSince - incident.StartedAt);
        Assert.Equal(4, incident.Deliveries.Count);
        Assert.True(incident.Tell(incident.Deliveries[0]).IsUnstable);
    }

    [Fact]
    public async Task FlappingAtTheEndOfTheGrace_WaitsForTheNextDrop()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(4);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(1.5);
        Assert.Empty(await _bench.IncidentsAsync());

        await _bench.DropAsync(_sales);
        await _bench.PassAsync(0.1);

        Assert.Equal(2, Assert.Single(await _bench.IncidentsAsync()).Drops);
    }

    [Fact]
    public async Task DropsBetweenTwoLooks_AreAllCounted()
    {
        await _bench.WatchAsync();
        var started = _bench.Time.GetUtcNow();
        for (var i = 0; i < 5; i++)
        {
            await _bench.ComeBackAsync(_sales);
            await _bench.DropAsync(_sales);
            _bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await _bench.WatchAsync();

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal((5, started), (incident.Drops, incident.StartedAt));
    }

    [Fact]
    public async Task SettledAndDroppedAgainBetweenTwoLooks_AreTwoIncidents()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(5);
        await _bench.ComeBackAsync(_sales);
        _bench.Time.Advance(TimeSpan.FromMinutes(3));
        await _bench.DropAsync(_sales);
        _bench.Time.Advance(TimeSpan.FromMinutes(6));

        await _bench.WatchAsync();

        Assert.Equal([2, 4], (await _bench.IncidentsAsync()).Select(x => x.Deliveries.Count));
    }

    [Fact]
    public async Task DisconnectedByAPerson_IsNoIncident()
    {
        await _bench.SendAsync(new DisconnectChannel(_sales.Id));

        await _bench.PassAsync(60);

        Assert.Empty(await _bench.IncidentsAsync());
    }

    [Fact]
    public async Task NeverConnected_AndACodeThatNobodyScanned_AreNoIncidents()
    {
        var fresh = await _bench.CreateAsync("Suporte");
        await _bench.SendAsync(new ConnectChannel(fresh.Id));
        await _bench.SendAsGatewayAsync(new ObserveLine(fresh.Id, new StatusReason(ReasonCode.CodeOnScreen)));
        await _bench.SendAsGatewayAsync(new ObserveLine(fresh.Id, new StatusReason(ReasonCode.CodeExpired)));
        await _bench.SendAsGatewayAsync(new ObserveLine(fresh.Id, new StatusReason(ReasonCode.GatewayMissing)));

        await _bench.PassAsync(60);

        Assert.Empty(await _bench.IncidentsAsync());
    }

    [Fact]
    public async Task ConnectedAnewByAPersonBeforeTheAlert_TellsNobody()
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(2);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await _bench.PassAsync(1);
        await _bench.ComeBackAsync(_sales);

        await _bench.PassAsync(60);

        Assert.Empty(await _bench.IncidentsAsync());
    }

    [Fact]
    public async Task ConnectedAnewByAPersonAfterTheAlert_IsToldWhenItIsBack()
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(30);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await _bench.ComeBackAsync(_sales);

        await _bench.PassAsync(60);

        Assert.Equal(4, Assert.Single(await _bench.IncidentsAsync()).Deliveries.Count);
    }

    [Fact]
    public async Task DisconnectedByAPersonAfterTheAlert_IsOverWithoutARecovery()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(6);
        await _bench.SendAsync(new DisconnectChannel(_sales.Id));

        await _bench.PassAsync(60);

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.True(incident.IsOver);
        Assert.Equal(2, incident.Deliveries.Count);
    }

    [Fact]
    public async Task Removed_EndsItsIncidentWithoutAnAlert()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(2);
        await _bench.SendAsync(new RemoveChannel(_sales.Id, null, null, new RemovalSeen(AnythingLinked: false, [], Destination: null)));

        await _bench.PassAsync(60);

        Assert.Equal("0", Assert.Single(await Tools.QueryAsync(_bench.DataPath, "SELECT COUNT(*) FROM Incidents")));
    }

    [Fact]
    public async Task Renamed_IsToldByItsPresentName()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(1);
        await _bench.SendAsync(new RenameChannel(_sales.Id, "Comercial", "Vendas"));

        await _bench.PassAsync(5);

        Assert.Equal("Comercial", Assert.Single(await _bench.IncidentsAsync()).ChannelName);
    }

    [Fact]
    public async Task NobodyToTell_IsToldOnceSomebodyIs()
    {
        await _bench.TurnOnAsync(x => x with { MailOn = false, WebhookOn = false });
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(30);
        Assert.Empty(await _bench.IncidentsAsync());

        await _bench.TurnOnAsync(x => x with { MailOn = true });
        await _bench.PassAsync(1);

        Assert.Equal(["Down Mail Waiting"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task ManyLooksAtOnce_WriteEachMessageOnce()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(4.9);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _bench.WatchAsync()));

        Assert.Equal(2, (await _bench.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task MoreLinesThanOneLookTakes_AreReadBeforeAnythingIsJudged()
    {
        // In the middle of them it looks as if the channel had been down for hours.
        for (var i = 0; i < 300; i++)
        {
            await _bench.DropAsync(_sales);
            await _bench.ComeBackAsync(_sales);
            _bench.Time.Advance(TimeSpan.FromSeconds(20));
        }

        _bench.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(_bench.Time.GetUtcNow(), await _bench.WatchAsync());
        await _bench.PassAsync(1);

        Assert.Empty(await _bench.IncidentsAsync());
    }
}
