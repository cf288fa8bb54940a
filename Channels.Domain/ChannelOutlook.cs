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

/// <summary>How many messages of a channel wait.</summary>
/// <param name="Waiting">Due, and not handed over yet.</param>
/// <param name="Scheduled">Whose time is still to come.</param>
/// <param name="Undecided">That somebody has to decide about.</param>
/// <param name="Uncertain">Of which nobody knows whether they left.</param>
public sealed record QueueCounts(int Waiting, int Scheduled, int Undecided, int Uncertain)
{
    public static readonly QueueCounts None = new(0, 0, 0, 0);

    /// <summary>That wait for a person.</summary>
    public int ToDecide => Undecided + Uncertain;

    /// <summary>That may still leave.</summary>
    public int All => Waiting + Scheduled + Undecided;
}
