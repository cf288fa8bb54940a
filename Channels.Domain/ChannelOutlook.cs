namespace Channels.Domain;

/// <summary>What people should know of a channel because of what else there is, or because time passes; measured now and then.</summary>
/// <param name="Impact">What waits for it while it is down; null where it is up or nothing waits.</param>
/// <param name="PhoneSilentDays">For how many whole days its phone gave no sign, where that is worth saying.</param>
/// <param name="LateWriters">How many contacts wrote while it was down, where it came back lately; 0 where nobody did.</param>
public sealed record ChannelOutlook(ChannelId Id, DropImpact? Impact, int? PhoneSilentDays, int LateWriters = 0)
{
    /// <summary>What waits to be sent; null where nothing does.</summary>
    public QueueCounts? Queue { get; init; }

    public static ChannelOutlook Clear(ChannelId id) => new(id, Impact: null, PhoneSilentDays: null);

    public bool IsClear => Impact is null && PhoneSilentDays is null && LateWriters == 0 && Queue is null;
}

/// <summary>What depends on a channel that is down.</summary>
/// <param name="Conversations">Open ones.</param>
/// <param name="FollowUps">Active ones that are due today.</param>
/// <param name="Schedules">Active ones that are due today.</param>
public sealed record DropImpact(long Conversations, long FollowUps, long Schedules)
{
    public long Total => Conversations + FollowUps + Schedules;
}
