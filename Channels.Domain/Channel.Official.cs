namespace Channels.Domain;

/// <summary>What only a channel of Meta's official API has.</summary>
public sealed partial class Channel
{
    /// <summary>How Meta sees the number; null before it said so.</summary>
    public OfficialNumber? Official { get; private set; }

    /// <summary>Nobody chose the name: the one that Meta verified takes its place as soon as it is known.</summary>
    public bool IsNameProvisional { get; private set; }

    /// <summary>
    /// An administrator goes to Facebook to authorize. A connection that works is left as it is meanwhile: its
    /// authorization is only renewed.
    /// </summary>
    /// <param name="until">When nobody is waited for any more.</param>
    public void AskToAuthorize(bool allowOtherNumber, DateTimeOffset until, string who, DateTimeOffset now)
    {
        EnsureStays();
        Record(HistoryKind.ConnectAsked, now, who);
        if (Status != ChannelStatus.Connected)
        {
            Become(new StatusReason(ReasonCode.AwaitingFacebook) { Until = until, Who = who }, now);
            OtherNumberAllowed = allowOtherNumber;
        }
    }

    /// <summary>An administrator typed a token for the number, which Meta took.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.NumberNotExpected"/></exception>
    public void EnterToken(PhoneNumber? number, bool allowOtherNumber, string who, DateTimeOffset now)
    {
        EnsureStays();
        if (!allowOtherNumber && Number is { } known && number is not null && !number.SameAs(known))
        {
            throw new RuleViolation(Rule.NumberNotExpected, known);
        }

        Record(HistoryKind.ConnectAsked, now, who);
        if (Status != ChannelStatus.Connected)
        {
            OtherNumberAllowed = allowOtherNumber;
        }
    }

    /// <summary>Meta told how it sees the number.</summary>
    /// <param name="verifiedName">The name that Meta verified, in the place of a provisional one where that is free.</param>
    public void Describe(OfficialNumber official, ChannelName? verifiedName)
    {
        if (IsNameProvisional && verifiedName is not null)
        {
            Name = verifiedName;
            IsNameProvisional = false;
            Revision++;
        }

        if (Official is null || Official with { Since = official.Since } != official)
        {
            Official = official;
            Revision++;
        }
    }
}

/// <summary>
/// How Meta sees a number: its own values, as it wrote them, because it publishes no list of them that is complete
/// (Graph API, node of a phone number). Null where it said nothing.
/// </summary>
/// <param name="Since">Since when all of this is so.</param>
/// <param name="Quality">GREEN, YELLOW, RED, NA or UNKNOWN.</param>
/// <param name="Limit">To how many people a day messages may be sent first: TIER_250, TIER_2K, … or TIER_UNLIMITED.</param>
/// <param name="NameStatus">How far the review of the shown name is: APPROVED, PENDING_REVIEW, DECLINED, …</param>
/// <param name="UnknownStatus">A status that this console does not know, so that it changed nothing.</param>
/// <param name="AuthorizedUntil">When the authorization ends; null where it has no end.</param>
public sealed record OfficialNumber(
    DateTimeOffset Since,
    string? Quality,
    string? Limit,
    string? NameStatus,
    string? UnknownStatus,
    DateTimeOffset? AuthorizedUntil)
{
    /// <summary>The longest value that is kept.</summary>
    public const int MaxValue = 40;
}
