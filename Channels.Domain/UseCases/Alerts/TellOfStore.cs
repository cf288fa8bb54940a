using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>
/// Sends at once that the store takes no writes, or takes them again, without writing anything itself.
/// </summary>
/// <param name="Id">The message's; the same at every try.</param>
/// <returns>What became of it; null where the route is off or not set up.</returns>
[AllowedTo(Role.Module)]
public sealed record TellOfStore(AlertRoute Route, Guid Id, StoreStory Story) : IRequest<AlertOutcome?>;

internal sealed class TellOfStoreHandler(IAlertStore alerts, IEnumerable<IAlertSender> senders, TimeProvider time)
    : IRequestHandler<TellOfStore, AlertOutcome?>
{
    public async Task<AlertOutcome?> Handle(TellOfStore request, CancellationToken cancellationToken)
    {
        var settings = await alerts.ReadSettingsAsync(cancellationToken);
        if (!settings.Choices.RoutesOn.Contains(request.Route) || !settings.IsComplete(request.Route))
        {
            return null;
        }

        var notice = new AlertNotice(request.Id, time.GetUtcNow(), Incident: null, request.Story);
        return await senders.Single(x => x.Route == request.Route).SendAsync(notice, settings, cancellationToken);
    }
}
