using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class ReconcileAtStartTests : IAsyncLifetime
{
    private const string Number = "5511987654321";

    private readonly Workbench _bench = new();
    private readonly FakeSidecar _sidecar = new();
    private readonly ShownCodes _codes = new();
    private readonly string _node = Path.Combine(Path.GetTempPath(), $"node-{Guid.NewGuid():N}");
    private ReconcileAtStart? _reconcile;
    private ReconcileChannel? _channel;
    private NodeRuntime? _runtime;
    private WebSessions? _sessions;

    private ISessionKeys Keys => _bench.Services.GetRequiredService<ISessionKeys>();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (File.Exists(_node))
        {
            File.Delete(_node);
        }

        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Connected_ComesBackByWayOfReconnecting()
    {
        var channel = await ConnectedAsync();

        await StartAsync();

        Assert.Equal("{}", (await _sidecar.NextAsync()).Order.Credentials);
        var reason = (await _bench.FindAsync(channel.Id)).Reason;
        Assert.Equal((ReasonCode.Reconnecting, ConnectionCause.EngineStopped), (reason.Code, reason.Cause));
    }

    [Fact]
    public async Task Connected_WithoutCredentials_IsUnreadable()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", Number);

        await StartAsync();

        Assert.Equal(ReasonCode.CredentialsUnreadable, (await _bench.FindAsync(channel.Id)).Reason.Code);
    }

    [Fact]
    public async Task Connected_WhereNodeIsMissing_SaysSo_AndComesBackOnceItIsThere()
    {
        var channel = await ConnectedAsync();

        await StartAsync(works: false);
        Assert.Equal(ReasonCode.GatewayMissing, (await _bench.FindAsync(channel.Id)).Reason.Code);
        await StopAsync();
        await StartAsync();

        await _sidecar.NextAsync();
    }

    [Fact]
    public async Task NodeThatTurnsUpLater_BringsTheInstancesBackWithoutARestart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Tools.Node is null, "The stand-in for Node.js is a link");
        var channel = await ConnectedAsync();
        await StartAsync(works: false);
        File.CreateSymbolicLink(_node, Tools.Node!);

        _bench.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("{}", (await _sidecar.NextAsync()).Order.Credentials);
        Assert.Equal(ReasonCode.Reconnecting, (await _bench.FindAsync(channel.Id)).Reason.Code);
    }

    [Fact]
    public async Task ClientThatWasTooOld_IsTriedOnce()
    {
        var channel = await ConnectedAsync();
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.ClientTooOld)));

        await StartAsync();

        await _sidecar.NextAsync();
    }

    [Fact]
    public async Task BanWithoutAnEnd_KeepsItsHour()
    {
        var channel = await ConnectedAsync();
        var at = _bench.Time.GetUtcNow().AddMinutes(20);
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.Banned) { NextTryAt = at }));

        await StartAsync();
        Assert.Equal(0, _sidecar.Opened);
        _bench.Time.Advance(TimeSpan.FromMinutes(20));

        await _sidecar.NextAsync();
    }

    [Theory]
    [InlineData(ReasonCode.WrongNumber, false)]
    [InlineData(ReasonCode.SameNumberElsewhere, false)]
    [InlineData(ReasonCode.WrongNumber, true)]
    public async Task RefusedDeviceThatIsStillThere_IsUnlinked_AndTheReasonStays(ReasonCode code, bool wasDown)
    {
        var channel = await ConnectedAsync();
        if (wasDown)
        {
            await _bench.DropAsync(channel, ReasonCode.Banned);
            await _bench.SendAsync(new ConnectChannel(channel.Id));
        }

        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(code)));

        await StartAsync();
        var line = await _sidecar.NextAsync();
        line.Say(new LineOpened(Number, Name: null));
        await line.Closed.WaitAsync(Patience.Limit, Workbench.Cancellation);
        await _sessions![channel.Id].ConnectAsync();

        Assert.True(line.LoggedOut);
        Assert.False(await Keys.HasCredentialsAsync(channel.Id, Workbench.Cancellation));
        var after = await _bench.FindAsync(channel.Id);
        Assert.Equal((wasDown ? ReasonCode.Banned : code, code), (after.Reason.Code, after.LatestReason.Code));
    }

    [Fact]
    public async Task InstanceWhoseStoreWasBusy_IsTriedAgain()
    {
        await ConnectedAsync();
        var keys = new BusyKeys(Keys, failures: 1);
        await StartAsync(keys: keys);
        await keys.Failed.WaitAsync(Patience.Limit, Workbench.Cancellation);

        while (!_reconcile!.Reconciled.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await _sidecar.NextAsync();
    }

    [Fact]
    public async Task InstanceWhoseStoreFailsForLong_IsTriedUntilItIsThere()
    {
        await ConnectedAsync();
        await StartAsync(keys: new BusyKeys(Keys, failures: 40));
        while (!_reconcile!.Reconciled.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await _sidecar.NextAsync();
    }

    [Fact]
    public async Task PairingUnderWay_ExpiredWithTheApp()
    {
        var channel = await _bench.CreateAsync("Vendas");
        await _bench.SendAsync(new ConnectChannel(channel.Id));

        await StartAsync();

        Assert.Equal(ReasonCode.CodeExpired, (await _bench.FindAsync(channel.Id)).Reason.Code);
        Assert.Equal(0, _sidecar.Opened);
    }

    [Fact]
    public async Task PairingThatWasScanned_GoesOnAsALogin()
    {
        var channel = await _bench.CreateAsync("Vendas");
        await _bench.SendAsync(new ConnectChannel(channel.Id));
        await Keys.SaveCredentialsAsync(channel.Id, "{}", Workbench.Cancellation);

        await StartAsync();

        Assert.Equal("{}", (await _sidecar.NextAsync()).Order.Credentials);
    }

    [Theory]
    [InlineData(ReasonCode.Replaced)]
    [InlineData(ReasonCode.Banned)]
    public async Task Stopped_StaysAsItIs(ReasonCode code)
    {
        var channel = await ConnectedAsync();
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(code)));

        await StartAsync();

        Assert.Equal(0, _sidecar.Opened);
        Assert.Equal(code, (await _bench.FindAsync(channel.Id)).Reason.Code);
    }

    [Fact]
    public async Task BanThatEnded_IsTriedAgain()
    {
        var channel = await ConnectedAsync();
        var banned = new StatusReason(ReasonCode.Banned) { Until = _bench.Time.GetUtcNow().AddHours(1) };
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, banned));

        await StartAsync();

        Assert.Equal(0, _sidecar.Opened);
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _sidecar.NextAsync();
    }

    [Fact]
    public async Task InstanceThatIsBeingRemoved_IsLeftToItsJob()
    {
        var channel = await ConnectedAsync();
        var destination = await _bench.CreateAsync("Suporte");
        await _bench.AddClosedAsync(channel.Id, "5511911110001");
        await _bench.RemoveAsync(channel.Id, destination.Id);

        await StartAsync();

        Assert.Equal(0, _sidecar.Opened);
        Assert.False(_sessions!.IsTouched(channel.Id));
    }

    private async Task<ChannelSnapshot> ConnectedAsync()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", Number);
        await Keys.SaveCredentialsAsync(channel.Id, "{}", Workbench.Cancellation);
        return channel;
    }

    /// <summary>The app starts, on the same store.</summary>
    private async Task StartAsync(bool works = true, ISessionKeys? keys = null)
    {
        var scopes = _bench.Services.GetRequiredService<IServiceScopeFactory>();
        var options = Options.Create(new WhatsAppWebOptions { NodePath = works ? null : _node });
        Assert.SkipWhen(works && Tools.Node is null, "Node.js is not installed");
        var voice = new GatewayVoice(scopes, _codes, new HeardConfirmations());
        var pictures = new ProfilePictures(new NoHttp(), Keys, options, NullLogger<ProfilePictures>.Instance);
        var inbox = new InboxReader(_bench.Services.GetRequiredService<IInbox>(), voice, NullLogger<InboxReader>.Instance);
        _sessions = new WebSessions(new WebSessionParts(
            _sidecar, Keys, new Outage(new FakeNetwork(), options, _bench.Time), voice, inbox, pictures, options, _bench.Time, NullLogger<WebSession>.Instance));
        _runtime = new NodeRuntime(SidecarFolder.Find(), options, TimeProvider.System);
        _channel = new ReconcileChannel(scopes, keys ?? Keys, _sessions, _runtime);
        _reconcile = new ReconcileAtStart(_channel, inbox, _sessions, _runtime, _bench.Time, NullLogger<ReconcileAtStart>.Instance);
        await _reconcile.StartAsync(Workbench.Cancellation);
        if (keys is null)
        {
            await _reconcile.Reconciled.WaitAsync(Patience.Limit, Workbench.Cancellation);
        }
    }

    private async Task StopAsync()
    {
        if (_reconcile is not null)
        {
            await _reconcile.StopAsync(CancellationToken.None);
            _reconcile.Dispose();
        }
    }

    /// <summary>A store whose first answers fail.</summary>
    private sealed class BusyKeys(ISessionKeys keys, int failures) : ISessionKeys
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public Task Failed => _failed.Task;

        public Task<bool> HasCredentialsAsync(ChannelId id, CancellationToken cancellationToken)
        {
            if (_asked++ >= failures)
            {
                return keys.HasCredentialsAsync(id, cancellationToken);
            }

            _failed.TrySetResult();
            return Task.FromException<bool>(new IOException("busy"));
        }

        public Task<string?> ReadCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<KeptProxy?> ReadProxyAsync(ChannelId id, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task SaveCredentialsAsync(ChannelId id, string json, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(
            ChannelId id, string type, IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task WriteKeysAsync(
        ChannelId id, IReadOnlyList<SessionKeyChange> changes, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? handedOver = null) =>
            throw new NotSupportedException();

        public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
