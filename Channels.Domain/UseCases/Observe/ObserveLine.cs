using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Observe;

/// <summary>A gateway says how a channel's line stands, short of a login. Stale and repeated words change nothing.</summary>
/// <param name="NewLink">A device was linked just now.</param>
[AllowedTo(Role.Gateway)]
public sealed record ObserveLine(ChannelId Id, StatusReason Reason, bool NewLink = false) : IRequest;

internal sealed class ObserveLineHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ObserveLine>
{
    public Task<Unit> Handle(ObserveLine request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.FindAsync(request.Id) is { } channel)
                {
                    var now = time.GetUtcNow();
                    if (request.NewLink)
                    {
                        channel.Linked(now);
                        (await transaction.LoadSignsAsync(channel.Id)).PhoneLinked(now);
                    }

                    channel.Observe(request.Reason, now);
                }

                return Unit.Value;
            },
            cancellationToken);
}
