namespace Channels.Domain;

/// <summary>How many contacts wrote while a line was down, as WhatsApp delivered it once it was back.</summary>
/// <param name="Since">When the first of them was heard of.</param>
/// <param name="BackAt">When the line came back; null while it is down.</param>
public sealed record LateWriters(int Count, DateTimeOffset Since, DateTimeOffset? BackAt)
{
    // By then they were answered, or are found in their conversations.
    private static readonly TimeSpan WorthSaying = TimeSpan.FromHours(12);

    /// <summary>How many there are to be told of: for half a day after the channel came back.</summary>
    public static int CountOf(ChannelSnapshot channel, ChannelSigns? signs, DateTimeOffset now) =>
        channel.Status == ChannelStatus.Connected && now - channel.Since < WorthSaying
        && signs?.Late is { } late && (late.BackAt is null || late.BackAt == channel.Since)
            ? late.Count
            : 0;
}
