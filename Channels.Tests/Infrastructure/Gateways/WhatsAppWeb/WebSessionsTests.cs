using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class WebSessionsTests : IAsyncLifetime
{
    private static readonly LineOpened Opened = new(SessionBench.Number, Name: null);

    private readonly SessionBench _bench = new();
    private readonly WebSessions _sessions;

    public WebSessionsTests() => _sessions = new WebSessions(_bench.Parts);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Removed_HasNoSessionAnyMore()
    {
        _bench.Keys.Credentials = "{}";
        var old = _sessions[_bench.Id];
        var removing = _sessions.RemoveAsync(_bench.Id);
        (await _bench.Sidecar.NextAsync()).Say(Opened);
        await removing;

        // Whoever asked for a connection just before the removal.
        await Assert.ThrowsAsync<GatewayUnavailable>(old.ConnectAsync);
        Assert.Throws<GatewayUnavailable>(() => _sessions[_bench.Id]);
        Assert.True(_sessions.IsTouched(_bench.Id));
        await _sessions.RemoveAsync(_bench.Id);
        Assert.Equal(1, _bench.Sidecar.Opened);
    }

    [Fact]
    public async Task NotRemoved_IsTriedAgainByTheSameSession()
    {
        _bench.Keys.Credentials = "{}";
        var session = _sessions[_bench.Id];
        var removing = _sessions.RemoveAsync(_bench.Id);
        (await _bench.Sidecar.NextAsync()).Say(new LineClosed(428, "Connection Terminated"));
        await Assert.ThrowsAsync<GatewayUnavailable>(() => removing);

        Assert.Same(session, _sessions[_bench.Id]);
    }

    [Fact]
    public async Task Forget_EndsTheLineAndDropsTheCredentials()
    {
        _bench.Keys.Credentials = "{}";
        await _sessions[_bench.Id].ConnectAsync();
        var line = await _bench.Sidecar.NextAsync();

        await _sessions.ForgetAsync(_bench.Id);

        Assert.True(line.Closed.IsCompleted);
        Assert.False(line.LoggedOut);
        Assert.Null(_bench.Keys.Credentials);
        Assert.Throws<GatewayUnavailable>(() => _sessions[_bench.Id]);
    }

    [Fact]
    public async Task Forget_WithoutASession_DropsTheCredentials()
    {
        _bench.Keys.Credentials = "{}";

        await _sessions.ForgetAsync(_bench.Id);

        Assert.Null(_bench.Keys.Credentials);
        Assert.Equal(0, _bench.Sidecar.Opened);
    }
}
