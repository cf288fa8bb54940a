using System.Globalization;
using System.Text.RegularExpressions;
using Channels.Domain;

namespace Channels.App.Features.Official;

/// <summary>A fact about a number at Meta.</summary>
/// <param name="Key">The resource key of its words.</param>
/// <param name="Value">A number in them.</param>
/// <param name="Raw">Meta's own value behind them, where this console has no words for it: untrusted text.</param>
/// <param name="At">The instant behind them.</param>
public sealed record OfficialFact(string Key, string? Value = null, string? Raw = null, DateTimeOffset? At = null)
{
    /// <summary>Something about it wants attention.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>What a card says of how Meta sees a number. What Meta did not say, and what is as it should be, is left out.</summary>
public static partial class OfficialFacts
{
    /// <summary>From when on the end of an authorization is worth saying.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    public static IReadOnlyList<OfficialFact> Of(ChannelSnapshot channel, DateTimeOffset now) => channel.Official is not { } official ? [] :
    [
        .. QualityOf(official.Quality),
        .. LimitOf(official.Limit),
        .. NameOf(official.NameStatus),
        .. official.UnknownStatus is { } status ? [new OfficialFact("Fact_Status", Raw: status) { IsWarning = true }] : Array.Empty<OfficialFact>(),
        // The reason says it itself.
        .. EndsSoon(official, now) && channel.Reason.Code != ReasonCode.ConnectedExpiresSoon
            ? [new OfficialFact("Fact_AuthorizedUntil", At: official.AuthorizedUntil) { IsWarning = true }] : Array.Empty<OfficialFact>(),
    ];

    public static bool EndsSoon(OfficialNumber? official, DateTimeOffset now) => official?.AuthorizedUntil - now < Ahead;

    private static OfficialFact[] QualityOf(string? quality) => quality switch
    {
        null => [],
        "GREEN" => [new("Fact_QualityHigh")],
        "YELLOW" => [new("Fact_QualityMedium")],
        "RED" => [new("Fact_QualityLow") { IsWarning = true }],
        "NA" or "UNKNOWN" => [new("Fact_QualityUnrated")],
        _ => [new("Fact_Quality", Raw: quality)],
    };

    private static OfficialFact[] LimitOf(string? limit) => limit switch
    {
        null => [],
        "TIER_UNLIMITED" => [new("Fact_NoLimit")],
        "UNTIERED" => [new("Fact_LimitNotSet")],
        _ when Tier().Match(limit) is { Success: true } tier =>
            [new("Fact_LimitADay", (int.Parse(tier.Groups[1].Value, CultureInfo.InvariantCulture) * (tier.Groups[2].Success ? 1000 : 1)).ToString("N0", CultureInfo.CurrentCulture))],
        _ => [new("Fact_Limit", Raw: limit)],
    };

    private static OfficialFact[] NameOf(string? status) => status switch
    {
        null or "APPROVED" or "AVAILABLE_WITHOUT_REVIEW" or "NONE" or "NON_EXISTS" => [],
        "PENDING_REVIEW" => [new("Fact_NamePending")],
        "DECLINED" => [new("Fact_NameDeclined") { IsWarning = true }],
        "EXPIRED" => [new("Fact_NameExpired") { IsWarning = true }],
        _ => [new("Fact_Name", Raw: status)],
    };

    // As Meta names its limits, also those that it may add.
    [GeneratedRegex("^TIER_([0-9]{1,4})(K)?$")]
    private static partial Regex Tier();
}
