using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>Writes down what came of a hand-over. May be sent again.</summary>
[AllowedTo(Role.Module)]
public sealed record SettleMessage(Guid Id, SendOutcome Outcome) : IRequest;

internal sealed class SettleMessageHandler(IChannelStore store, TimeProvider time) : IRequestHandler<SettleMessage>
{
    // Between two tries of what did not leave; a line that breaks says so within that time.
    private static readonly DoublingWait Waits = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    public Task<Unit> Handle(SettleMessage request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.Sending.FindAsync(request.Id) is { } message)
                {
                    var now = time.GetUtcNow();
                    Settle(message, request.Outcome, now);
                    await transaction.SettleAsync(message, now);
                }

                return Unit.Value;
            },
            cancellationToken);

    private static void Settle(OutgoingMessage message, SendOutcome outcome, DateTimeOffset now) => _ = outcome.Result switch
    {
        SendResult.Taken => message.Take(outcome.ProviderId, now),
        SendResult.Refused => message.Refuse(outcome.Cause ?? SendCause.Refused, outcome.Refusal, now),
        SendResult.NotSent when !message.Waits && outcome.Refusal is { } code => message.Refuse(SendCause.Refused, code, now),
        SendResult.NotSent when !message.Waits => message.Refuse(SendCause.NotConnected, refusal: null, now),
        SendResult.NotSent => message.GoBack(now + Waits.After(message.Tries), now),
        _ => message.Lose(now),
    };
}
