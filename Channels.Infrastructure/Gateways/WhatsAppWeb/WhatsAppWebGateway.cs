using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The built-in way to WhatsApp: a linked device, by way of a Node.js process around Baileys.</summary>
internal sealed class WhatsAppWebGateway(WebSessions sessions, NodeRuntime runtime) : IChannelGateway
{
    public ConnectionMethod Method => ConnectionMethod.WhatsAppWeb;

    public GatewayObstacle? Obstacle => runtime.Obstacle;

    public Task ConnectAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions[id].ConnectAsync().WaitAsync(cancellationToken);

    public Task<DateTimeOffset?> ConfirmAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions[id].ConfirmAsync(cancellationToken);

    public async Task<SendOutcome> SendAsync(ChannelId id, PhoneNumber to, string text, CancellationToken cancellationToken)
    {
        var answer = await sessions[id].SendAsync(to, text, cancellationToken);
        return new SendOutcome(answer.Accepted, answer.Id, answer.Refusal);
    }

    public Task<bool> DisconnectAsync(ChannelId id, CancellationToken cancellationToken) =>
        sessions[id].DisconnectAsync().WaitAsync(cancellationToken);
}
