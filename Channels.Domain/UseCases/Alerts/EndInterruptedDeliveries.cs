using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>
/// At the start of the app, before anything is sent: what was being sent when it stopped may have arrived, and is not
/// sent again.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record EndInterruptedDeliveries(AlertRoute Route) : IRequest;

internal sealed class EndInterruptedDeliveriesHandler(IChannelStore store, TimeProvider time)
    : IRequestHandler<EndInterruptedDeliveries>
{
    public Task<Unit> Handle(EndInterruptedDeliveries request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                foreach (var delivery in await transaction.Alerts.ListBegunAsync(request.Route))
                {
                    delivery.Interrupt(time.GetUtcNow());
                }

                return Unit.Value;
            },
            cancellationToken);
}
