using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>A gateway tells what became of a message that was handed over, in whatever order, late, or again.</summary>
/// <param name="Id">WhatsApp's id.</param>
/// <param name="State">How far it came; null where it was refused.</param>
/// <param name="At">When, by WhatsApp's clock.</param>
[AllowedTo(Role.Gateway)]
public sealed record ObserveReceipt(ChannelId Line, string Id, SendState? State, DateTimeOffset At) : IRequest<bool>
{
    /// <summary>Our own id, where it came along: the other one may not be known, where nobody heard the answer.</summary>
    public Guid? Message { get; init; }

    /// <summary>WhatsApp's own code where it was refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why, where we know better than the code says.</summary>
    public SendCause? Cause { get; init; }
}

internal sealed class ObserveReceiptHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ObserveReceipt, bool>
{
    public Task<bool> Handle(ObserveReceipt request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var message = await transaction.Sending.FindHandedOverAsync(request.Line, request.Id)
                    ?? (request.Message is { } id ? await transaction.Sending.FindAsync(id) : null);
                if (message?.Line is null)
                {
                    return false;
                }

                var now = time.GetUtcNow();
                var changed = request.State is { } state
                    ? message.Acknowledge(state, request.At < now ? request.At : now, now)
                    : message.Refuse(request.Cause ?? SendCause.Refused, request.Refusal, now);
                await transaction.SettleAsync(message, now);
                return changed;
            },
            cancellationToken);
}
