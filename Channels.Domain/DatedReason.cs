namespace Channels.Domain;

/// <summary>Why something is so, and since when; or how it ended, and when.</summary>
public sealed record DatedReason
{
    public DatedReason(StatusReason reason, DateTimeOffset at) => (Reason, At) = (reason, at);

    // For the store, which fills the properties one by one.
    private DatedReason() => Reason = null!;

    public StatusReason Reason { get; private init; }

    public DateTimeOffset At { get; private init; }
}
