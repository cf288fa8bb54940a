using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Observe;

/// <summary>A gateway logged a channel in, or found it logged in. Answers false where the number is refused, so that the device has to go.</summary>
[AllowedTo(Role.Gateway)]
public sealed record ObserveLogin(ChannelId Id, PhoneNumber Number) : IRequest<bool>
{
    /// <summary>Another reason of a connected channel, where there is something to warn of.</summary>
    public StatusReason Reason { get; init; } = new(ReasonCode.Connected);

    /// <summary>How far WhatsApp's clock is ahead of ours, where it said what time it is.</summary>
    public TimeSpan? ClockAhead { get; init; }
}

internal sealed class ObserveLoginHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ObserveLogin, bool>
{
    public Task<bool> Handle(ObserveLogin request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.FindAsync(request.Id);
                var owner = await transaction.FindNumberOwnerAsync(request.Number, except: request.Id);

                if (channel is null)
                {
                    // One that is gone refuses nothing: it left a job behind that ends the device, with the credentials.
                    return true;
                }

                var now = time.GetUtcNow();
                var signs = await transaction.LoadSignsAsync(channel.Id);
                signs.WaitForPhone(now);
                if (request.ClockAhead is { } ahead)
                {
                    signs.ReadClock(ahead, now);
                }

                // A line that comes back has the keys that it had.
                var reason = signs.IsDeaf && request.Reason.Code == ReasonCode.Connected
                    ? new StatusReason(ReasonCode.ConnectedDeaf)
                    : request.Reason;
                return channel.LoggedIn(request.Number, owner, reason, now);
            },
            cancellationToken);
}
