using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Asks the gateway now how the channel stands. Several at once on one channel are one question.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsRead, About.Channel)]
public sealed record RefreshChannel(ChannelId Id) : IRequest<RefreshedChannel>;

/// <param name="ConfirmedAt">When WhatsApp confirmed the connection; null where it is not connected.</param>
public sealed record RefreshedChannel(ChannelSnapshot Snapshot, DateTimeOffset? ConfirmedAt);

internal sealed class RefreshChannelHandler(
    IChannelStore store, IActor actor, Gateways gateways, RefreshesUnderway underway, TimeProvider time)
    : IRequestHandler<RefreshChannel, RefreshedChannel>
{
    public async Task<RefreshedChannel> Handle(RefreshChannel request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var before = await store.FindStayingAsync(request.Id, cancellationToken);
        var gateway = gateways.Working(before.Method);

        var confirmedAt = await underway.JoinAsync(
            request.Id,
            () => gateway.ConfirmAsync(request.Id, CancellationToken.None),
            cancellationToken);

        var snapshot = await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                channel.Refreshed(who.Name, time.GetUtcNow());
                return channel.Snapshot();
            },
            cancellationToken);
        return new RefreshedChannel(snapshot, confirmedAt);
    }
}
