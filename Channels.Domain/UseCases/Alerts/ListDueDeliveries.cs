using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>The messages of a route whose turn has come, and when the next one's comes.</summary>
[AllowedTo(Role.Module)]
public sealed record ListDueDeliveries(AlertRoute Route) : IRequest<DueDeliveries>;

public sealed record DueDeliveries(IReadOnlyList<Guid> Now, DateTimeOffset? NextAt);

internal sealed class ListDueDeliveriesHandler(IAlertStore alerts, TimeProvider time)
    : IRequestHandler<ListDueDeliveries, DueDeliveries>
{
    public async Task<DueDeliveries> Handle(ListDueDeliveries request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = await alerts.ListWaitingAsync(request.Route, cancellationToken);
        var later = waiting.Where(x => !x.IsDue(now)).Select(x => (DateTimeOffset?)x.NextTryAt).Min();
        return new DueDeliveries([.. waiting.Where(x => x.IsDue(now)).Select(x => x.Id)], later);
    }
}
