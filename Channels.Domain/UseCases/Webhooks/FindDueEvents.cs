using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>What is to be posted to an endpoint now; null where there is no such endpoint, or it is off.</summary>
[AllowedTo(Role.Module)]
public sealed record FindDueEvents(Guid Endpoint) : IRequest<DueEvents?>
{
    public const int AtOnce = 100;
}

internal sealed class FindDueEventsHandler(IWebhookStore webhooks, TimeProvider time) : IRequestHandler<FindDueEvents, DueEvents?>
{
    public async Task<DueEvents?> Handle(FindDueEvents request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindDueAsync(request.Endpoint, FindDueEvents.AtOnce, cancellationToken) is not { Endpoint: { Off: null } endpoint } due)
        {
            return null;
        }

        var next = endpoint.Failures > 0 ? endpoint.NextTryAt : due.NextAt;
        return endpoint.TurnAt(time.GetUtcNow()) switch
        {
            WebhookTurn.All => due,
            WebhookTurn.Probe when due.New.Count > 0 => OnlyFirstNew(due, next),
            WebhookTurn.Probe => due with { Waiting = [.. due.Waiting.Take(1)], New = [] },
            WebhookTurn.NewOne => OnlyFirstNew(due, next),
            _ => due with { Waiting = [], New = [], UpTo = due.Position, NextAt = next },
        };
    }

    private static DueEvents OnlyFirstNew(DueEvents due, DateTimeOffset? next) => due with
    {
        Waiting = [],
        New = [.. due.New.Take(1)],
        UpTo = due.New.Count > 1 ? due.New[0].Event.Sequence : due.UpTo,
        NextAt = next,
    };
}
