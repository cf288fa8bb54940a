namespace Channels.Domain;

/// <summary>A gateway could not be reached or did not answer in time: nothing is known of the outcome.</summary>
public sealed class GatewayUnavailable : Exception
{
    public GatewayUnavailable(ConnectionCause cause, Exception? inner = null)
        : base($"Gateway unavailable: {cause}", inner) => Cause = cause;

    public ConnectionCause Cause { get; }
}
