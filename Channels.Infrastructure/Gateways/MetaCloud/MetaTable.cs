using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// From what was read to how the channel stands: rows from the most to the least telling, of which the first that
/// holds counts. Where none does, nothing is known and nothing changes.
/// </summary>
internal static class MetaTable
{
    private const string Blocked = "BLOCKED";
    private const string Limited = "LIMITED";
    private const string NotApplicable = "NOT_APPLICABLE";

    /// <summary>The account cannot pay: Meta sends no more that costs, and the line itself is good.</summary>
    private const int Payment = 141006;

    /// <summary>Errors from 138000 on are about calls, not messages (WhatsApp documentation, Messaging health status).</summary>
    private const int FirstOfCalls = 138000;
    private const int LastOfCalls = 138999;

    /// <summary>
    /// The values of the field <c>status</c>, of which Meta publishes no one list: those of its OpenAPI document, of its
    /// SDKs and of its pages together. A new one is in no row, and changes nothing.
    /// </summary>
    private static readonly Dictionary<string, ReasonCode> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CONNECTED"] = ReasonCode.Connected,
        ["LINKED"] = ReasonCode.Connected,
        ["FLAGGED"] = ReasonCode.ConnectedFlagged,
        ["RESTRICTED"] = ReasonCode.ConnectedRestrictedByMeta,
        ["RATE_LIMITED"] = ReasonCode.ConnectedLimitReached,
        ["PENDING"] = ReasonCode.NumberNotRegistered,
        ["DISCONNECTED"] = ReasonCode.NumberOffAtMeta,
        ["UNLINKED"] = ReasonCode.NumberOffAtMeta,
        ["OFFLINE"] = ReasonCode.NumberOffAtMeta,
        ["UNVERIFIED"] = ReasonCode.NumberOffAtMeta,
        ["DELETED"] = ReasonCode.NumberGone,
        ["MIGRATED"] = ReasonCode.NumberGone,
        ["BANNED"] = ReasonCode.BlockedByMeta,
    };

    private static readonly Func<MetaReading, StatusReason?>[] Rows =
    [
        Refused,
        TokenDead,
        TokenOver,
        TokenOfAnother,
        StatusIs(ReasonCode.NumberGone),
        StatusIs(ReasonCode.BlockedByMeta),
        NotSubscribed,
        RegistrationRefused,
        RegistrationUnderWay,
        NotRegistered,
        StatusIs(ReasonCode.NumberOffAtMeta),
        SendingBlocked,
        StatusIs(ReasonCode.ConnectedRestrictedByMeta),
        PaymentMissing,
        EndsSoon,
        StatusIs(ReasonCode.ConnectedLimitReached),
        StatusIs(ReasonCode.ConnectedFlagged),
        QualityLow,
        SendingLimited,
        StatusIs(ReasonCode.Connected),
        PendingElsewhere,
    ];

    /// <returns>How the channel stands; null where what was read says nothing of it.</returns>
    public static StatusReason? Of(MetaReading reading) =>
        Rows.Select(row => row(reading)).FirstOrDefault(reason => reason is not null);

    /// <summary>The number cannot be used before it is registered for the Cloud API.</summary>
    public static bool NeedsRegistration(MetaReading reading) =>
        reading.Refusal is { } refusal ? ErrorTable.Of(refusal).Kind == GraphErrorKind.NotRegistered
        : reading.Number is { IsOnBusinessApp: false } number
            && (number.Platform == NotApplicable || number.Throughput == NotApplicable
                || StatusOf(number) == ReasonCode.NumberNotRegistered);

    /// <summary>Meta sends nothing for the number or its account.</summary>
    public static bool IsBlocked(MetaReading reading) => SendingBlocked(reading) is not null;

    /// <returns>A status that is in no row.</returns>
    public static string? UnknownStatusOf(NumberNode number) =>
        number.Status is { Length: > 0 } status && StatusOf(number) is null ? status : null;

    private static StatusReason? Refused(MetaReading reading) =>
        reading.Refusal is { } refusal && ErrorTable.Of(refusal) is { Kind: GraphErrorKind.Down or GraphErrorKind.Warning, Reason: { } code }
            ? new StatusReason(code) { Detail = code == ReasonCode.BlockedByMeta ? refusal.Text : null }
            : null;

    private static StatusReason? TokenDead(MetaReading reading) =>
        reading.Token is not { IsValid: false } token ? null
        : token.Error is { } error && ErrorTable.Of(error) is { Kind: GraphErrorKind.Down, Reason: { } code } ? new StatusReason(code)
        : TokenOver(reading) ?? new StatusReason(ReasonCode.AuthorizationInvalid);

    private static StatusReason? TokenOver(MetaReading reading) =>
        reading.TokenEndsAt <= reading.Now ? new StatusReason(ReasonCode.AuthorizationExpired) : null;

    private static StatusReason? TokenOfAnother(MetaReading reading) => reading.Token switch
    {
        null => null,
        { AppId: { } app } when app != reading.AppId => new StatusReason(ReasonCode.AuthorizationInvalid),
        var token when !token.Covers(TokenInfo.Management) || !token.Covers(TokenInfo.Messaging) => new StatusReason(ReasonCode.PermissionLost),
        { Accounts: { } accounts } when reading.AccountId is { } account && !accounts.Contains(account) => new StatusReason(ReasonCode.PermissionLost),
        _ => null,
    };

    private static Func<MetaReading, StatusReason?> StatusIs(ReasonCode code) => reading =>
        reading.Number is { } number && StatusOf(number) == code
            ? new StatusReason(code) { Until = code == ReasonCode.ConnectedRestrictedByMeta && reading.RestrictedUntil > reading.Now ? reading.RestrictedUntil : null }
            : null;

    private static StatusReason? RegistrationRefused(MetaReading reading) =>
        NeedsRegistration(reading) && reading.Registration is { Refusal: { } refusal, Text: var text, Until: var until }
        && (refusal != ReasonCode.RegistrationPaused || until > reading.Now)
            ? new StatusReason(refusal) { Detail = refusal == ReasonCode.PinWrong ? null : text, Until = until > reading.Now ? until : null }
            : null;

    private static StatusReason? RegistrationUnderWay(MetaReading reading) =>
        NeedsRegistration(reading) && reading.Registration.IsUnderWay ? new StatusReason(ReasonCode.RegisteringNumber) : null;

    private static StatusReason? NotRegistered(MetaReading reading) =>
        NeedsRegistration(reading) ? new StatusReason(ReasonCode.NumberNotRegistered) : null;

    private static StatusReason? NotSubscribed(MetaReading reading) =>
        reading.IsSubscribed == false ? new StatusReason(ReasonCode.WebhookNotSubscribed) : null;

    private static StatusReason? SendingBlocked(MetaReading reading)
    {
        var errors = ErrorsOf(reading, Blocked).Where(x => x.Code != Payment && x.Code is not (>= FirstOfCalls and <= LastOfCalls)).ToList();
        return EntitiesOf(reading, Blocked).Any(x => x.Errors.Count == 0) ? new StatusReason(ReasonCode.SendingBlocked)
            : errors is [var first, ..]
            ? new StatusReason(ReasonCode.SendingBlocked) { Detail = string.Join(' ', new[] { first.Description, first.Solution }.OfType<string>()) }
            : null;
    }

    /// <summary>A number of the WhatsApp Business app, which is not ours to register.</summary>
    private static StatusReason? PendingElsewhere(MetaReading reading) =>
        reading.Number is { IsOnBusinessApp: true } number && StatusOf(number) == ReasonCode.NumberNotRegistered
            ? new StatusReason(ReasonCode.NumberOffAtMeta)
            : null;

    private static StatusReason? PaymentMissing(MetaReading reading) =>
        IsUp(reading) && (ErrorsOf(reading, Blocked).Concat(ErrorsOf(reading, Limited)).Any(x => x.Code == Payment))
            ? new StatusReason(ReasonCode.ConnectedPaymentMissing)
            : null;

    private static StatusReason? EndsSoon(MetaReading reading) =>
        IsUp(reading) && reading.TokenEndsAt is { } end && end - reading.Now <= reading.WarnsBeforeEnd
            ? new StatusReason(ReasonCode.ConnectedExpiresSoon) { Until = end }
            : null;

    private static StatusReason? QualityLow(MetaReading reading) =>
        IsUp(reading) && reading.Number is { Quality: "RED" } ? new StatusReason(ReasonCode.ConnectedQualityLow) : null;

    private static StatusReason? SendingLimited(MetaReading reading) =>
        IsUp(reading) && ErrorsOf(reading, Limited).FirstOrDefault() is { } error
            ? new StatusReason(ReasonCode.ConnectedLimited) { Detail = error.Description }
            : null;

    private static bool IsUp(MetaReading reading) =>
        reading.Number is { } number && StatusOf(number) is { } code && ReasonTable.StatusOf(code) == ChannelStatus.Connected;

    // The whole's own word is not asked: Meta's example of a number that cannot be called says that it is blocked.
    private static IEnumerable<HealthError> ErrorsOf(MetaReading reading, string verdict) =>
        EntitiesOf(reading, verdict).SelectMany(x => x.Errors);

    private static IEnumerable<HealthEntity> EntitiesOf(MetaReading reading, string verdict) =>
        reading.Number?.Health.Where(x => x.CanSend == verdict && x.Kind is ("PHONE_NUMBER" or "WABA" or "BUSINESS")) ?? [];

    private static ReasonCode? StatusOf(NumberNode number) =>
        number.Status is { } status && Statuses.TryGetValue(status, out var code) ? code : null;
}
