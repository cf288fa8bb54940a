using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>An administrator opens the connect dialog; whoever can link a phone is written down.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsPair, About.Channel)]
public sealed record ViewPairingCode(ChannelId Id) : IRequest<ChannelSnapshot>;

internal sealed class ViewPairingCodeHandler(IChannelStore store, IActor actor, TimeProvider time)
    : IRequestHandler<ViewPairingCode, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(ViewPairingCode request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                channel.CodeViewed(who.Name, time.GetUtcNow());
                return channel.Snapshot();
            },
            cancellationToken);
    }
}
