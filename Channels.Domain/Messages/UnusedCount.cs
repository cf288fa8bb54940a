namespace Channels.Domain.Messages;

/// <summary>
/// How many messages of one kind WhatsApp delivered to a channel that nobody here used. Kept beside the channel, and goes
/// with it; the one that takes over keeps its own, because a line tells of itself.
/// </summary>
public sealed class UnusedCount
{
    private UnusedCount()
    {
    }

    public ChannelId Channel { get; private set; }

    public MessageKind Kind { get; private set; }

    public long Count { get; private set; }

    /// <summary>When the latest of them were counted, by our clock.</summary>
    public DateTimeOffset LastAt { get; private set; }

    public static UnusedCount Of(ChannelId channel, MessageKind kind) => new() { Channel = channel, Kind = kind };

    /// <param name="count">Below zero where more turned out to be used after all than came.</param>
    public void Add(int count, DateTimeOffset now)
    {
        Count = Math.Max(0, Count + count);
        LastAt = count > 0 ? now : LastAt;
    }
}
