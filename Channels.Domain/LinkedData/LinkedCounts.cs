namespace Channels.Domain.LinkedData;

/// <summary>How much of one kind there is.</summary>
/// <param name="Open">Open conversations; active prompts, follow-ups, schedules and integrations.</param>
/// <param name="Total">All of them, the closed and finished ones too.</param>
public sealed record KindCount(long Open, long Total)
{
    public static readonly KindCount None = new(0, 0);
}

/// <summary>How much hangs on a channel, by kind.</summary>
public sealed record LinkedCounts
{
    public static readonly LinkedCounts None = new();

    public KindCount Prompts { get; init; } = KindCount.None;

    public KindCount Conversations { get; init; } = KindCount.None;

    public KindCount FollowUps { get; init; } = KindCount.None;

    public KindCount Schedules { get; init; } = KindCount.None;

    public KindCount Integrations { get; init; } = KindCount.None;

    public bool Any => Enum.GetValues<LinkedKind>().Any(kind => this[kind].Total > 0);

    /// <summary>What is neither open nor active and can follow later. Integrations do not follow.</summary>
    public long Resting =>
        Enum.GetValues<LinkedKind>().Where(kind => kind != LinkedKind.Integration).Sum(kind => this[kind].Total - this[kind].Open);

    public KindCount this[LinkedKind kind] => kind switch
    {
        LinkedKind.Prompt => Prompts,
        LinkedKind.Conversation => Conversations,
        LinkedKind.FollowUp => FollowUps,
        LinkedKind.Schedule => Schedules,
        LinkedKind.Integration => Integrations,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}
