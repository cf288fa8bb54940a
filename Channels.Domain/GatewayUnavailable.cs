namespace Channels.Domain;

/// <summary>
/// A gateway could not be reached or did not answer in time: nothing is known of the outcome. Of a message that was to be sent,
/// this much is known: it did not leave.
/// </summary>
public sealed class GatewayUnavailable : Exception
{
    public GatewayUnavailable(ConnectionCause cause, Exception? inner = null)
        : base($"Gateway unavailable: {cause}", inner) => Cause = cause;

    public ConnectionCause Cause { get; }
}
