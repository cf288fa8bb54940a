namespace Channels.Domain;

/// <summary>
/// What passed on a channel's own line, kept beside the channel: a message or a sign of the phone is no change of it
/// and raises no revision. Goes with the channel; the one that takes over keeps its own, because a line tells of itself.
/// </summary>
public sealed class ChannelSigns
{
    /// <summary>A phone in use gives signs all day; one in an hour is enough to know of.</summary>
    public static readonly TimeSpan PhoneStep = TimeSpan.FromHours(1);

    private ChannelSigns()
    {
    }

    public ChannelId Channel { get; private set; }

    /// <summary>When the newest message that came in was sent, as far as that can be: never in the future.</summary>
    public DateTimeOffset? ReceivedAt { get; private set; }

    /// <summary>When the newest message went out.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>
    /// When the phone itself, not WhatsApp or another device, last gave a sign; before the first one, since when one is
    /// waited for.
    /// </summary>
    public DateTimeOffset? PhoneSeenAt { get; private set; }

    public static ChannelSigns Of(ChannelId channel) => new() { Channel = channel };

    public void Received(DateTimeOffset at) => ReceivedAt = Later(ReceivedAt, at);

    public void Sent(DateTimeOffset at) => SentAt = Later(SentAt, at);

    /// <summary>The phone gave a sign; kept where it is at least <see cref="PhoneStep"/> newer than the one before.</summary>
    public void PhoneSeen(DateTimeOffset at)
    {
        if (PhoneSeenAt is not { } before || at - before >= PhoneStep)
        {
            PhoneSeenAt = at;
        }
    }

    /// <summary>The phone was linked just now, which takes the phone.</summary>
    public void PhoneLinked(DateTimeOffset now) => PhoneSeenAt = now;

    /// <summary>The line is up: from now on at the latest the phone's signs would be heard.</summary>
    public void WaitForPhone(DateTimeOffset now) => PhoneSeenAt ??= now;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
