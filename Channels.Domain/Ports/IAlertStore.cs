using Channels.Domain.Alerts;

namespace Channels.Domain.Ports;

/// <summary>What is known of alerts, to read.</summary>
public interface IAlertStore
{
    Task<AlertSettings> ReadSettingsAsync(CancellationToken cancellationToken);

    /// <summary>The newest incidents of which somebody was alerted, newest first, with their deliveries.</summary>
    Task<IReadOnlyList<Incident>> ListAlertedAsync(int count, CancellationToken cancellationToken);

    /// <summary>The messages that wait to be sent, the most due first.</summary>
    Task<IReadOnlyList<Delivery>> ListWaitingAsync(AlertRoute route, CancellationToken cancellationToken);
}
