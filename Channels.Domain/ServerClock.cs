namespace Channels.Domain;

/// <summary>When the difference between WhatsApp's clock and ours is worth saying.</summary>
public static class ServerClock
{
    /// <summary>What a network and WhatsApp's whole seconds make of two clocks that agree is far less.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <returns>How far WhatsApp's clock was ahead of ours when it was last read on any of these lines; null where that is nothing to say.</returns>
    public static TimeSpan? AheadOf(IEnumerable<ChannelSigns> signs) =>
        signs.Where(x => x.ClockReadAt is not null).MaxBy(x => x.ClockReadAt)?.ClockAhead is { } ahead && ahead.Duration() > Tolerance
            ? ahead
            : null;
}
