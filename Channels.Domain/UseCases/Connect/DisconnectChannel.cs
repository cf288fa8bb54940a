using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Unlinks the device, or drops the pairing under way. The next connection needs a new code.</summary>
/// <param name="Waiting">What becomes of the messages that wait to be sent.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsWrite, About.Channel)]
public sealed record DisconnectChannel(ChannelId Id, WaitingAnswer Waiting = WaitingAnswer.Ask) : IRequest<ChannelSnapshot>;

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
                var now = time.GetUtcNow();
                channel.Disconnected(told, who.Name, now);
                var answered = await transaction.Sending.AnswerAsync(channel, request.Waiting, now);
                if (request.Waiting != WaitingAnswer.Ask)
                {
                    channel.Decided(request.Waiting == WaitingAnswer.Send, answered, through: null, who.Name, now);
                }


                return channel.Snapshot();
            },
            CancellationToken.None);
    }
}
