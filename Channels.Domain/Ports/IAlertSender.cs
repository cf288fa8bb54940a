using Channels.Domain.Alerts;

namespace Channels.Domain.Ports;

/// <summary>Hands messages over on one route.</summary>
public interface IAlertSender
{
    AlertRoute Route { get; }

    /// <summary>
    /// Makes one try. Every expected outcome is a value, also where <paramref name="cancellationToken"/> cut it off; it
    /// says <see cref="AlertVerdict.Failed"/> only where the message certainly was not taken.
    /// </summary>
    Task<AlertOutcome> SendAsync(AlertNotice notice, AlertSettings settings, CancellationToken cancellationToken);
}
