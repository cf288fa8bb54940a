namespace Channels.Domain;

/// <summary>When the silence of a phone is worth saying.</summary>
public static class PhoneSilence
{
    /// <summary>WhatsApp logs linked devices out when their phone was not used for 14 days.</summary>
    public const int DaysAllowed = 14;

    public const int WorthSaying = 10;

    /// <summary>Whatever the phone did while our line was down is told within moments of it being up; this is more than enough.</summary>
    public static readonly TimeSpan HearingTime = TimeSpan.FromHours(1);

    /// <returns>The whole days of silence, from <see cref="WorthSaying"/> on; null where there is nothing to say.</returns>
    public static int? DaysOf(ChannelSnapshot channel, ChannelSigns? signs, DateTimeOffset now) =>
        channel is { Status: ChannelStatus.Connected, Removal: null, Method: not ConnectionMethod.MetaCloud }
        && now - channel.Since >= HearingTime
        && signs?.PhoneSeenAt is { } seen
        && (now - seen).Days is >= WorthSaying and var days
            ? days
            : null;
}
