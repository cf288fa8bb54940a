using Channels.Domain;
using Channels.Domain.UseCases;
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
    private WebSessions? _sessions;

    private ISessionKeys Keys => _bench.Services.GetRequiredService<ISessionKeys>();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_sessions is not null)
        {
            await _sessions.DisposeAsync();
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
        await StartAsync();

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
    [InlineData(ReasonCode.ClientTooOld)]
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

    private async Task<ChannelSnapshot> ConnectedAsync()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", Number);
        await Keys.SaveCredentialsAsync(channel.Id, "{}", Workbench.Cancellation);
        return channel;
    }

    /// <summary>The app starts, on the same store.</summary>
    private async Task StartAsync(bool works = true)
    {
        var scopes = _bench.Services.GetRequiredService<IServiceScopeFactory>();
        var options = Options.Create(new WhatsAppWebOptions { NodePath = works ? null : "/nowhere/node" });
        Assert.SkipWhen(works && Tools.Node is null, "Node.js is not installed");
        var voice = new GatewayVoice(scopes, _codes);
        var pictures = new ProfilePictures(new NoHttp(), options, NullLogger<ProfilePictures>.Instance);
        _sessions = new WebSessions(new WebSessionParts(
            _sidecar, Keys, voice, pictures, options, _bench.Time, NullLogger<WebSession>.Instance));
        var runtime = new NodeRuntime(SidecarFolder.Find(), options, TimeProvider.System);
        using var reconcile = new ReconcileAtStart(scopes, _sessions, voice, runtime, NullLogger<ReconcileAtStart>.Instance);
        await reconcile.StartAsync(Workbench.Cancellation);
        await reconcile.ExecuteTask!;
    }
}
