using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Writes down what became of the events that were posted to an endpoint, all at once.</summary>
/// <param name="From">Where the endpoint stood in the log.</param>
/// <param name="To">Where it stands now: all up to there was tried.</param>
[AllowedTo(Role.Module)]
public sealed record SettleEvents(Guid Endpoint, IReadOnlyList<TriedEvent> Tried, long From, long To) : IRequest;

internal sealed class SettleEventsHandler(IChannelStore store, TimeProvider time) : IRequestHandler<SettleEvents>
{
    public Task<Unit> Handle(SettleEvents request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.Webhooks.FindAsync(request.Endpoint) is not { } endpoint)
                {
                    return Unit.Value;
                }

                var now = time.GetUtcNow();
                Judge(endpoint, request.Tried, now);
                var known = await transaction.Webhooks.FindDeliveriesAsync(endpoint.Id, [.. request.Tried.Select(x => x.Sequence)]);
                foreach (var tried in request.Tried)
                {
                    if (!known.TryGetValue(tried.Sequence, out var delivery))
                    {
                        transaction.Webhooks.Add(delivery = WebhookDelivery.Of(endpoint.Id, tried.Sequence, tried.Type, now));
                    }

                    delivery.Take(tried.Outcome, endpoint.LastTakenAt, now);
                }

                endpoint.Advance(request.From, request.To);
                return Unit.Value;
            },
            cancellationToken);

    /// <summary>Where one of several was taken, the endpoint answers, whatever became of the others.</summary>
    private static void Judge(WebhookEndpoint endpoint, IReadOnlyList<TriedEvent> tried, DateTimeOffset now)
    {
        if (tried.Any(x => x.Outcome.IsTaken))
        {
            endpoint.Succeed(now);
        }
        else if (tried.Count > 0)
        {
            endpoint.Fail(tried, now);
            if (endpoint.Off is null && tried.Any(x => x.Outcome.IsGone))
            {
                endpoint.SwitchOff(EndpointOff.Gone, now);
            }
        }
    }
}
