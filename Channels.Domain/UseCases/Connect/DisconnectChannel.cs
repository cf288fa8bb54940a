using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Unlinks the device, or drops the pairing under way. The next connection needs a new code.</summary>
[AllowedTo(Role.Administrator)]
public sealed record DisconnectChannel(ChannelId Id) : IRequest<ChannelSnapshot>;

internal sealed class DisconnectChannelHandler(IChannelStore store, IActor actor, Gateways gateways, TimeProvider time)
    : IRequestHandler<DisconnectChannel, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(DisconnectChannel request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var before = await store.FindStayingAsync(request.Id, cancellationToken);

        // Once the device is unlinked the status has to say so, whoever stopped waiting.
        var told = await gateways.Working(before.Method).DisconnectAsync(request.Id, cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                channel.Disconnected(told, who.Name, time.GetUtcNow());
                return channel.Snapshot();
            },
            CancellationToken.None);
    }
}
