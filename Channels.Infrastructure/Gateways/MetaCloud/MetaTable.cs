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
    private const string CloudApi = "CLOUD_API";

    /// <summary>Also of what is not there yet, and of a number that is still in review (WhatsApp documentation, Error codes).</summary>
    private const int NotKnown = 100;

    /// <summary>The account cannot pay: Meta sends no more that costs, and the line itself is good.</summary>
    private const int Payment = 141006;

    /// <summary>A suspended number comes back in minutes; after this the way out that takes it from its owner is shown as well.</summary>
    private static readonly TimeSpan ComesBackWithin = TimeSpan.FromHours(1);

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
        Missing,
        TokenDead,
        TokenOver,
        TokenOfAnother,
        StatusIs(ReasonCode.NumberGone),
        StatusIs(ReasonCode.BlockedByMeta),
        WasTold(ToldKind.Disabled, ReasonCode.BlockedByMeta),
        NotSubscribed,
        Suspended,
        LeftApi,
        RegistrationRefused,
        RegistrationUnderWay,
        NotRegistered,
        StatusIs(ReasonCode.NumberOffAtMeta),
        SendingBlocked,
        WasTold(ToldKind.DisableScheduled, ReasonCode.ConnectedDisableScheduled),
        WasTold(ToldKind.SendingRefused, ReasonCode.ConnectedSendingRefused),
        MessagesMissing,
        WasTold(ToldKind.Restriction, ReasonCode.ConnectedRestrictedByMeta),
        StatusIs(ReasonCode.ConnectedRestrictedByMeta),
        PaymentMissing,
        WasTold(ToldKind.PaymentMissing, ReasonCode.ConnectedPaymentMissing),
        EndsSoon,
        StatusIs(ReasonCode.ConnectedLimitReached),
        StatusIs(ReasonCode.ConnectedFlagged),
        QualityLow,
        SendingLimited,
        WasTold(ToldKind.Violation, ReasonCode.ConnectedViolation),
        StatusIs(ReasonCode.Connected),
        PendingElsewhere,
    ];

    /// <returns>How the channel stands; null where what was read says nothing of it.</returns>
    public static StatusReason? Of(MetaReading reading) =>
        Rows.Select(row => row(reading)).FirstOrDefault(reason => reason is not null) is { } reason ? WithCause(reason, reading) : null;

    /// <summary>
    /// The number cannot be used before it is registered for the Cloud API, and is nobody's in the WhatsApp Business app: from
    /// there registering would take it.
    /// </summary>
    public static bool NeedsRegistration(MetaReading reading) => IsUnregistered(reading) && !IsOfBusinessApp(reading);

    /// <summary>Meta sends nothing for the number or its account.</summary>
    public static bool IsBlocked(MetaReading reading) => SendingBlocked(reading) is not null;

    /// <returns>A status that is in no row.</returns>
    public static string? UnknownStatusOf(NumberNode number) =>
        number.Status is { Length: > 0 } status && StatusOf(number) is null ? status : null;

    private static bool IsOfBusinessApp(MetaReading reading) =>
        reading.Find(ToldKind.Coexistence) is not null || reading.Find(ToldKind.Offboarded) is not null;

    private static bool IsUnregistered(MetaReading reading) =>
        reading.Refusal is { } refusal ? ErrorTable.Of(refusal).Kind == GraphErrorKind.NotRegistered
        : reading.Number is { IsOnBusinessApp: false } number && !IsConnectedThere(number)
            && (number.Platform == NotApplicable || number.Throughput == NotApplicable
                || StatusOf(number) == ReasonCode.NumberNotRegistered);

    /// <summary>Whether how a channel stands may still change within minutes of its authorization, without anybody doing anything.</summary>
    public static bool MaySettle(StatusReason reason, MetaReading reading) => reason.Code switch
    {
        ReasonCode.NumberOffAtMeta or ReasonCode.NumberLeftApi => true,
        ReasonCode.AuthorizationFailed or ReasonCode.PermissionLost or ReasonCode.NumberGone => reading.Refusal is { Code: NotKnown },
        _ => false,
    };

    private static StatusReason? Refused(MetaReading reading) =>
        reading.Refusal is { } refusal && ErrorTable.Of(refusal) is { Kind: GraphErrorKind.Down or GraphErrorKind.Warning, Reason: { } code }
            ? new StatusReason(IsOfTheApp(refusal, reading) ? ReasonCode.AppLacksAccess : code)
            {
                Detail = code == ReasonCode.BlockedByMeta ? refusal.Text : null,
            }
            : null;

    /// <summary>Who has just agreed to everything took nothing back: then it is the app that may not (code 200).</summary>
    private static bool IsOfTheApp(GraphError refusal, MetaReading reading) => refusal.Code == 200 && reading.IsFirst;

    private static StatusReason? Missing(MetaReading reading) =>
        reading.IsMissing ? new StatusReason(ReasonCode.NumberGone) : null;

    private static StatusReason? TokenDead(MetaReading reading) =>
        reading.Token is not { IsValid: false } token ? null
        : token.Error is { } error && ErrorTable.Of(error) is { Kind: GraphErrorKind.Down, Reason: { } code } ? new StatusReason(code)
        : TokenOver(reading) ?? new StatusReason(ReasonCode.AuthorizationInvalid);

    private static StatusReason? TokenOver(MetaReading reading) =>
        reading.TokenEndsAt <= reading.Now ? new StatusReason(ReasonCode.AuthorizationExpired) : null;

    private static StatusReason? TokenOfAnother(MetaReading reading) =>
        reading.Token is { AppId: { } app } && app != reading.AppId ? new StatusReason(ReasonCode.AuthorizationInvalid) : null;

    private static Func<MetaReading, StatusReason?> StatusIs(ReasonCode code) => reading =>
        reading.Number is { } number && StatusOf(number) == code ? new StatusReason(code) : null;

    /// <summary>What only a webhook told: a reading neither repeats nor ends it. A warning wants a number that is connected.</summary>
    private static Func<MetaReading, StatusReason?> WasTold(ToldKind kind, ReasonCode code) => reading =>
        (ReasonTable.StatusOf(code) == ChannelStatus.Connected ? IsUp(reading) : IsRead(reading)) && reading.Find(kind) is { } told
            ? new StatusReason(code) { Until = told.Until, ToldAt = told.ToldAt, Detail = told.Detail }
            : null;

    private static StatusReason? Suspended(MetaReading reading) =>
        IsRead(reading) && reading.Find(ToldKind.Offboarded) is { } told
        && !(IsUnregistered(reading) && reading.Now - told.ToldAt >= ComesBackWithin)
            ? new StatusReason(ReasonCode.SuspendedByMeta) { ToldAt = told.ToldAt }
            : null;

    private static StatusReason? LeftApi(MetaReading reading) =>
        IsUnregistered(reading) && IsOfBusinessApp(reading)
            ? new StatusReason(ReasonCode.NumberLeftApi) { ToldAt = reading.Find(ToldKind.Offboarded)?.ToldAt }
            : null;

    /// <summary>Why it came apart, where Meta told that.</summary>
    private static StatusReason WithCause(StatusReason reason, MetaReading reading) =>
        reason.Status == ChannelStatus.Disconnected && reading.Find(ToldKind.Left) is { } told && CauseOf(told.Detail) is { } cause
            ? reason with { Cause = cause, ToldAt = told.ToldAt }
            : reason;

    private static ConnectionCause? CauseOf(string? disconnection) => disconnection switch
    {
        "ACCOUNT_DISCONNECTED" => ConnectionCause.AccountDisconnected,
        "BUSINESS_DOWNGRADE" => ConnectionCause.BusinessDowngrade,
        "CHANGE_NUMBER" => ConnectionCause.NumberChanged,
        "COMPANION_INACTIVITY" => ConnectionCause.CompanionInactivity,
        "PRIMARY_INACTIVITY" => ConnectionCause.PrimaryInactivity,
        "USER_RE_REGISTERED" => ConnectionCause.OwnerRegistered,
        _ => null,
    };

    // Before that an authorization itself may be no good, of which more is to be said.
    private static bool IsRead(MetaReading reading) => reading.Number is not null || reading.Refusal is not null;

    private static StatusReason? RegistrationRefused(MetaReading reading) =>
        NeedsRegistration(reading) && reading.Registration is { Refusal: { } refusal, Text: var text, Until: var until }
        && (!reading.Registration.IsPause || until > reading.Now)
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

    private static StatusReason? MessagesMissing(MetaReading reading) =>
        IsUp(reading) && reading.LacksMessages ? new StatusReason(ReasonCode.ConnectedMessagesMissing) : null;

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

    // Its throughput may lag behind.
    private static bool IsConnectedThere(NumberNode number) =>
        number.Platform == CloudApi && StatusOf(number) == ReasonCode.Connected;

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
