namespace Channels.Domain;

/// <summary>What stands behind a channel's status. It is in no revision: it changes far more often than the channel.</summary>
/// <param name="ConfirmedAt">When WhatsApp last answered or sent anything; null since the start of the app.</param>
/// <param name="ReceivedAt">When the last message came in.</param>
/// <param name="SentAt">When the last message went out.</param>
public sealed record ChannelProof(ChannelId Id, DateTimeOffset? ConfirmedAt, DateTimeOffset? ReceivedAt, DateTimeOffset? SentAt)
{
    public static ChannelProof None(ChannelId id) => new(id, null, null, null);

    public static ChannelProof Of(ChannelId id, DateTimeOffset? confirmedAt, ChannelSigns? signs) =>
        new(id, confirmedAt, signs?.ReceivedAt, signs?.SentAt);

    /// <summary>Of each instant the later one: what is read and what is pushed may arrive in any order.</summary>
    public ChannelProof Later(ChannelProof other) => this with
    {
        ConfirmedAt = Later(ConfirmedAt, other.ConfirmedAt),
        ReceivedAt = Later(ReceivedAt, other.ReceivedAt),
        SentAt = Later(SentAt, other.SentAt),
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;
}
