namespace Channels.Domain;

/// <summary>What is still to be done at a gateway for a removed channel, and waits.</summary>
/// <param name="NextTryAt">Null once it was given up, so that somebody has to remove the device on the phone.</param>
/// <param name="LastCause">What stood in the way the last time; null before the first try.</param>
public sealed record PendingJob(
    Guid Id,
    string ChannelName,
    ConnectionMethod Method,
    PhoneNumber? Number,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextTryAt,
    ConnectionCause? LastCause)
{
    public bool GivenUp => NextTryAt is null;

    internal static PendingJob Of(GatewayJob job) =>
        new(job.Id, job.ChannelName, job.Method, job.Number, job.CreatedAt, job.GivenUp ? null : job.NextTryAt, job.LastCause);
}
