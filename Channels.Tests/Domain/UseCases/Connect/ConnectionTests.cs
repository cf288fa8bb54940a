using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Connect;

public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Connect_Disconnected_OpensThroughTheGateway()
    {
        var channel = await _bench.CreateAsync("Vendas");

        var connecting = await _bench.SendAsync(new ConnectChannel(channel.Id));

        Assert.Equal((ChannelStatus.Connecting, ReasonCode.Opening), (connecting.Status, connecting.Reason.Code));
        Assert.Equal([$"connect {channel.Id}"], _bench.Gateway.Calls);
    }

    [Fact]
    public async Task Connect_PairingUnderWay_IsJoinedByTheGateway()
    {
        var channel = await _bench.CreateAsync("Vendas");
        await _bench.SendAsync(new ConnectChannel(channel.Id));

        // It may know nothing of one whose end could not be written.
        var joined = await _bench.SendAsync(new ConnectChannel(channel.Id));

        Assert.Equal(ReasonCode.Opening, joined.Reason.Code);
        Assert.Equal(2, _bench.Gateway.Calls.Count);
    }

    [Fact]
    public async Task Connect_GatewayUnavailable_SaysWhyAndDoesNotStayConnecting()
    {
        var channel = await _bench.CreateAsync("Vendas");
        _bench.Gateway.Trouble = new GatewayUnavailable(ConnectionCause.EngineStopped);

        var after = await _bench.SendAsync(new ConnectChannel(channel.Id));

        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.EngineStopped), (after.Reason.Code, after.Reason.Cause));
        _bench.Gateway.Trouble = null;
        Assert.Equal(ChannelStatus.Connecting, (await _bench.SendAsync(new ConnectChannel(channel.Id))).Status);
    }

    [Fact]
    public async Task Connect_Connected_LeavesItAlone()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        var after = await _bench.SendAsync(new ConnectChannel(channel.Id));

        Assert.Equal(ChannelStatus.Connected, after.Status);
        Assert.Single(_bench.Gateway.Calls);
    }

    [Fact]
    public async Task Refresh_ManyAtOnce_AskTheGatewayOnce()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var answer = new TaskCompletionSource<DateTimeOffset?>();
        _bench.Gateway.Confirm = () => answer.Task;
        var confirmedAt = _bench.Time.GetUtcNow();

        var refreshes = Enumerable.Range(0, 5).Select(_ => _bench.SendAsync(new RefreshChannel(channel.Id))).ToList();
        answer.SetResult(confirmedAt);
        var results = await Task.WhenAll(refreshes);

        Assert.All(results, x => Assert.Equal(confirmedAt, x.ConfirmedAt));
        Assert.Single(_bench.Gateway.Calls, x => x.StartsWith("confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refresh_AfterOneThatFailed_AsksAgain()
    {
        var channel = await _bench.CreateAsync("Vendas");
        _bench.Gateway.Confirm = () => Task.FromException<DateTimeOffset?>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        await Assert.ThrowsAsync<GatewayUnavailable>(() => _bench.SendAsync(new RefreshChannel(channel.Id)));
        _bench.Gateway.Confirm = () => Task.FromResult<DateTimeOffset?>(null);

        var refreshed = await _bench.SendAsync(new RefreshChannel(channel.Id));

        Assert.Null(refreshed.ConfirmedAt);
        Assert.DoesNotContain(_bench.Gateway.Calls, x => x.StartsWith("connect", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disconnect_Connected_SaysWho()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        var after = await _bench.SendAsync(new DisconnectChannel(channel.Id));

        Assert.Equal((ReasonCode.DisconnectedBy, "Ana"), (after.Reason.Code, after.Reason.Who));
        Assert.Equal("+5511987654321", after.Number?.E164);
    }

    [Fact]
    public async Task Disconnect_WhatsAppNotReached_SaysThatThePhoneStillListsTheDevice()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _bench.Gateway.DisconnectTells = false;

        var after = await _bench.SendAsync(new DisconnectChannel(channel.Id));

        Assert.Equal(ReasonCode.DisconnectedDeviceListed, after.Reason.Code);
    }

    [Fact]
    public async Task ViewPairingCode_IsWrittenToTheTimeline()
    {
        var channel = await _bench.CreateAsync("Vendas");

        await _bench.SendAsync(new ViewPairingCode(channel.Id));

        var line = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines[0];
        Assert.Equal((HistoryKind.CodeViewed, "Ana"), (line.Kind, line.Who));
    }
}
