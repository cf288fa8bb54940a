namespace Channels.Domain;

/// <summary>
/// Why a channel has its status: a code with arguments. The words are in the resources; which arguments a code
/// uses is said at <see cref="ReasonCode"/>.
/// </summary>
public sealed record StatusReason(ReasonCode Code)
{
    public const int MaxDetail = 300;

    /// <summary>The person who caused it.</summary>
    public string? Who { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When Meta told it, where only its telling makes it known.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What broke the line.</summary>
    public ConnectionCause? Cause { get; init; }

    /// <summary>The HTTP status behind <see cref="ConnectionCause.HttpAnswer"/>.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many times a connection was tried since the line was last good, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>When the next try starts.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>The name of the other channel concerned.</summary>
    public string? OtherChannel { get; init; }

    /// <summary>The number that the phone turned out to have, in E.164.</summary>
    public string? SeenNumber { get; init; }

    /// <summary>What Meta says of it, in its own words: untrusted text, cut to <see cref="MaxDetail"/>.</summary>
    public string? Detail
    {
        get;
        init => field = value is { Length: > MaxDetail } ? value[..MaxDetail] : value;
    }

    public ChannelStatus Status => ReasonTable.StatusOf(Code);
}
