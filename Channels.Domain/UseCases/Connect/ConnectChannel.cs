using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Starts a connection, or joins the one under way.</summary>
/// <param name="AllowOtherNumber">The phone may have another number than the channel had.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsWrite, About.Channel)]
public sealed record ConnectChannel(ChannelId Id, bool AllowOtherNumber = false) : IRequest<ChannelSnapshot>;

internal sealed class ConnectChannelHandler(IChannelStore store, IActor actor, Gateways gateways, TimeProvider time)
    : IRequestHandler<ConnectChannel, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(ConnectChannel request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var before = await store.FindStayingAsync(request.Id, cancellationToken);
        var gateway = gateways.Working(before.Method);

        var (snapshot, started) = await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                var started = channel.AskToConnect(request.AllowOtherNumber, who.Name, time.GetUtcNow());
                return (channel.Snapshot(), started);
            },
            cancellationToken);

        // A pairing under way is joined by the gateway; one whose end could not be written starts anew.
        return started || ReasonTable.IsPairing(snapshot.Reason.Code)
            ? await store.StartAsync(snapshot, () => gateway.ConnectAsync(request.Id, CancellationToken.None), time)
            : snapshot;
    }
}
