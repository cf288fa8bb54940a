using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>Sends a test now with the saved settings, whether the route is on or not, and says what became of it.</summary>
[AllowedTo(Role.Administrator)]
public sealed record SendTestAlert(AlertRoute Route) : IRequest<AlertOutcome>;

internal sealed class SendTestAlertHandler(IAlertStore alerts, IEnumerable<IAlertSender> senders, TimeProvider time)
    : IRequestHandler<SendTestAlert, AlertOutcome>
{
    public async Task<AlertOutcome> Handle(SendTestAlert request, CancellationToken cancellationToken)
    {
        var settings = await alerts.ReadSettingsAsync(cancellationToken);
        if (!settings.IsComplete(request.Route))
        {
            throw new RuleViolation(Rule.AlertRouteIncomplete);
        }

        var now = time.GetUtcNow();
        var notice = new AlertNotice(Guid.CreateVersion7(now), now, Incident: null);
        return await senders.Single(x => x.Route == request.Route).SendAsync(notice, settings, cancellationToken);
    }
}
