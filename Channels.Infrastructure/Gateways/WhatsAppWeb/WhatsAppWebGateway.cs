using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using Channels.Domain.Sending;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The built-in way to WhatsApp: a linked device, by way of a Node.js process around Baileys.</summary>
internal sealed class WhatsAppWebGateway(
    WebSessions sessions, ReconcileChannel reconcile, ISidecar sidecar, NodeRuntime runtime, IOptions<WhatsAppWebOptions> options)
    : IProxiedGateway
{
    public ConnectionMethod Method => ConnectionMethod.WhatsAppWeb;

    public GatewayObstacle? Obstacle => runtime.Obstacle;

    public TimeSpan ConfirmsEvery => options.Value.PingInterval;

    public Task ConnectAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions[id].ConnectAsync().WaitAsync(cancellationToken);

    public Task PairAsync(ChannelId id, PhoneNumber? number, CancellationToken cancellationToken) =>
        sessions[id].PairAsync(number).WaitAsync(cancellationToken);

    public async Task<DateTimeOffset?> ConfirmAsync(ChannelId id, CancellationToken cancellationToken)
    {
        // Where the start of the app failed to find out how it stands, the person who asks now does.
        await reconcile.ReconcileAsync(id, cancellationToken);
        return await sessions[id].ConfirmAsync(cancellationToken);
    }

    public Task<SendOutcome> SendAsync(ChannelId id, SendOrder order, CancellationToken cancellationToken) =>
        sessions[id].SendAsync(order, cancellationToken);

    public Task<bool> DisconnectAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions[id].DisconnectAsync().WaitAsync(cancellationToken);

    public async Task<ProxyTrial> TryAsync(ProxyServer server, string? password, CancellationToken cancellationToken)
    {
        try
        {
            var ended = await sidecar.ReachAsync(ProxyRoute.Of(server, password), cancellationToken);
            return ended is null ? new ProxyTrial(Cause: null) : new ProxyTrial(LineCauses.Of(ended), ended.HttpStatus);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayUnavailable(ConnectionCause.EngineStopped, problem);
        }
    }

    public Task RerouteAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions[id].RerouteAsync().WaitAsync(cancellationToken);

    public Task RemoveAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions.RemoveAsync(id).WaitAsync(cancellationToken);

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions.ForgetAsync(id).WaitAsync(cancellationToken);
}
