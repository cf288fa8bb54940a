using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>How alerts are set up, and the newest of them.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ReadAlerts(int Count = 20) : IRequest<AlertsOverview>;

/// <param name="Recent">Incidents of which somebody was alerted, newest first.</param>
public sealed record AlertsOverview(AlertSettingsView Settings, IReadOnlyList<Incident> Recent);

/// <summary>The settings as a browser may see them: of the secrets only whether they are there.</summary>
public sealed record AlertSettingsView(AlertChoices Choices, long Revision, bool HasPassword, bool HasSecret)
{
    internal static AlertSettingsView Of(AlertSettings settings) =>
        new(settings.Choices, settings.Revision, settings.MailPassword is not null, settings.WebhookSecret is not null);
}

internal sealed class ReadAlertsHandler(IAlertStore alerts) : IRequestHandler<ReadAlerts, AlertsOverview>
{
    public async Task<AlertsOverview> Handle(ReadAlerts request, CancellationToken cancellationToken) =>
        new(
            AlertSettingsView.Of(await alerts.ReadSettingsAsync(cancellationToken)),
            await alerts.ListAlertedAsync(Math.Clamp(request.Count, 1, 100), cancellationToken));
}
