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

    /// <summary>How far WhatsApp's clock was ahead of ours at the last login, to the second; negative where it was behind.</summary>
    public TimeSpan? ClockAhead { get; private set; }

    /// <summary>When that was measured, by WhatsApp's clock: ours may have been set since.</summary>
    public DateTimeOffset? ClockReadAt { get; private set; }

    /// <summary>The latest messages, as long as none of them could be read; null where the last one could.</summary>
    public UnreadRun? Unread { get; private set; }

    /// <summary>Who wrote while the line was down; null before anybody did.</summary>
    public LateWriters? Late { get; private set; }

    public bool IsDeaf => Unread is { IsDeaf: true };

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

    /// <summary>WhatsApp said what time it is.</summary>
    public void ReadClock(TimeSpan ahead, DateTimeOffset now) =>
        (ClockAhead, ClockReadAt) = (TimeSpan.FromSeconds(Math.Round(ahead.TotalSeconds)), now + ahead);

    /// <summary>What WhatsApp dates so, by our clock.</summary>
    public DateTimeOffset ByOurClock(DateTimeOffset theirs)
    {
        var ours = theirs - (ClockAhead ?? TimeSpan.Zero);
        return ours > DateTimeOffset.UnixEpoch ? ours : DateTimeOffset.UnixEpoch;
    }

    /// <summary>
    /// Begins a count where the line was down for another time than at the last one.
    /// </summary>
    /// <param name="backAt">When the line came back; null while it is down.</param>
    public LateWriters CountLate(DateTimeOffset? backAt, DateTimeOffset now)
    {
        Late = Late is { } late && (late.BackAt is null || late.BackAt == backAt)
            ? late with { BackAt = backAt }
            : new LateWriters(0, now, backAt);
        return Late;
    }

    /// <summary>One more contact wrote while the line was down.</summary>
    public void WroteLate() => Late = Late is { } late ? late with { Count = late.Count + 1 } : null;

    /// <summary>A customer's message came in.</summary>
    /// <param name="from">See <see cref="ContactAddress.Key"/>.</param>
    /// <param name="wasRead">Null where that says nothing of whether messages can be read.</param>
    public void Heard(string from, bool? wasRead, DateTimeOffset now) => Unread = wasRead switch
    {
        true => null,
        false => Unread is { } run ? run.And(from, now) : new UnreadRun(Count: 1, from, FromOthers: false, now, now),
        null => Unread,
    };

    /// <summary>A new link begins with new keys.</summary>
    public void StartAnew() => Unread = null;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
