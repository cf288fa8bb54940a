using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Observe;

/// <summary>A gateway says how a channel's line stands, short of a login. Stale and repeated words change nothing.</summary>
/// <param name="NewLink">A device was linked just now.</param>
[AllowedTo(Role.Gateway)]
public sealed record ObserveLine(ChannelId Id, StatusReason Reason, bool NewLink = false) : IRequest
{
    /// <summary>When a new link was made, by WhatsApp's clock; null where it did not say.</summary>
    public DateTimeOffset? LinkedAt { get; init; }
}

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
                        channel.Linked(now, request.LinkedAt);
                        var signs = await transaction.LoadSignsAsync(channel.Id);
                        signs.PhoneLinked(now);
                        signs.StartAnew();
                    }

                    channel.Observe(request.Reason, now);
                    if (request.Reason.Code == ReasonCode.Connected)
                    {
                        channel.Hears((await transaction.LoadSignsAsync(channel.Id)).IsDeaf, now);
                    }
                }

                return Unit.Value;
            },
            cancellationToken);
}
