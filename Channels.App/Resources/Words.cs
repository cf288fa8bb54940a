using System.Globalization;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Microsoft.Extensions.Localization;

namespace Channels.App.Resources;

/// <summary>Turns the domain's codes and arguments into sentences in the reader's language.</summary>
public sealed partial class Words(IStringLocalizer<Strings> text)
{
    public string Of(ChannelStatus status) => text[$"Status_{status}"];

    /// <summary>What the status means, where its name does not say it.</summary>
    public string? About(ChannelStatus status) => status == ChannelStatus.Connecting ? text["Status_ConnectingTitle"].Value : null;

    public string Of(ConnectionMethod method) => text[$"Method_{method}"];

    public string Of(GatewayObstacle obstacle) => text[$"Obstacle_{obstacle}"];

    /// <param name="method">The one whose other side is at fault: Meta is not WhatsApp's own servers.</param>
    public string Of(ConnectionCause cause, ConnectionMethod method = ConnectionMethod.WhatsAppWeb) =>
        method == ConnectionMethod.MetaCloud && cause is ConnectionCause.NoDns or ConnectionCause.HttpAnswer
            or ConnectionCause.NotWhatsApp or ConnectionCause.ServiceUnavailable
            ? text[$"MetaCause_{cause}"]
            : text[$"Cause_{cause}"];

    public string Of(MessageKind kind) => text[$"Unused_{kind}"];

    public string Of(Role role) => text[$"Role_{role}"];

    /// <summary>
    /// The reason without its instants, which only the browser can write in the reader's zone, and without what Meta
    /// says of it, which is nobody's words of ours.
    /// </summary>
    public string Of(StatusReason reason) =>
        reason.Cause is { } cause and >= ConnectionCause.AccountDisconnected and <= ConnectionCause.OwnerRegistered
            ? Format("Reason_WithCause", SentenceOf(reason), Of(cause))
            : SentenceOf(reason);

    /// <summary>How an attempt to connect ended: the rest of a sentence.</summary>
    public string OfAttempt(StatusReason end) => end.Code switch
    {
        ReasonCode.PairingFailed => Format("Attempt_PairingFailed", CauseOf(end)),
        ReasonCode.WrongNumber or ReasonCode.CodeNotTyped => Format($"Attempt_{end.Code}", PhoneText.Of(end.SeenNumber)),
        ReasonCode.SameNumberElsewhere => Format("Attempt_SameNumberElsewhere", PhoneText.Of(end.SeenNumber), end.OtherChannel ?? ""),
        ReasonCode.AuthorizationInterrupted when end.Cause is null => text["Attempt_AuthorizationInterrupted_ByUs"],
        ReasonCode.AuthorizationInterrupted => Format("Attempt_AuthorizationInterrupted", CauseAtMeta(end)),
        var code => text[$"Attempt_{code}"],
    };

    public string Of(HistoryEntry line) => line switch
    {
        { Kind: HistoryKind.StatusChanged, Reason: { } reason } => Format("History_StatusChanged", Of(reason.Status), Of(reason)),
        { Kind: HistoryKind.ConnectFailed, Reason: { } reason } => Format("History_ConnectFailed", Of(reason)),
        { Kind: HistoryKind.Refreshed, Reason: { } reason } => Format("History_Refreshed", Of(reason.Status)),
        _ => Format($"History_{line.Kind}", line.Detail ?? ""),
    };

    /// <summary>What an entry tells, to be read after the name of whom it is about.</summary>
    public string Of(TraceEntry entry)
    {
        var count = entry.Count.ToString("N0", CultureInfo.CurrentCulture);
        var told = Format($"Trace_{entry.Kind}", entry.Role is { } role ? Of(role) : "", count);
        return TraceTable.IsRefused(entry.Kind) && entry.Count > 1 ? Format("Trace_Times", told, count) : told;
    }

    /// <summary>Whom an entry is about, or who did what is about nobody; null where it tells of nobody.</summary>
    public string? WhoIn(TraceLine line) => line.Entry switch
    {
        { Subject: not null } => line.Subject ?? text["Person_Gone"],
        { Actor: not null } => line.Actor ?? text["Person_Gone"],
        _ => null,
    };

    /// <summary>Who did it, where that is somebody else.</summary>
    public string? ByIn(TraceLine line) => line.Entry is { Subject: { } subject, Actor: { } actor } && actor != subject
        ? line.Actor ?? text["Person_Gone"]
        : null;

    public string Of(GatewayUnavailable trouble, ConnectionMethod method = ConnectionMethod.WhatsAppWeb) =>
        Format(method == ConnectionMethod.MetaCloud ? "Gateway_MetaUnavailable" : "Gateway_Unavailable", Of(trouble.Cause, method));

    public string Of(StoreUnavailable unavailable) => Format("Store_Unavailable", Of(unavailable.Trouble));

    public string Of(StoreTrouble trouble) => text[$"Store_{trouble}"];

    public string Of(ProxyTrial trial) =>
        trial.Cause is { } cause ? Format("Proxy_TryFailed", CauseOf(cause, trial.HttpStatus)) : text["Proxy_TryDone"];

    public string Of(RuleViolation violation, ConnectionMethod method = ConnectionMethod.WhatsAppWeb) => (violation.Rule, violation.Arguments) switch
    {
        (Rule.SendRefused, [string code]) => RefusalOf(code, method),
        (Rule.WindowClosed, _) => text["Refusal_OutsideWindow"],
        var (rule, arguments) => Of(rule, arguments),
    };

    public string Of(Rule rule, params IEnumerable<object> arguments) =>
        Format($"Rule_{rule}", [.. arguments.Select(Argument)]);

    /// <summary>The sentence for whatever a use case is expected to throw; anything else is a bug and not ours to word.</summary>
    /// <param name="method">Of the channel that it is about.</param>
    public string Of(Exception expected, ConnectionMethod method = ConnectionMethod.WhatsAppWeb) => expected switch
    {
        RuleViolation violation => Of(violation, method),
        GatewayUnavailable trouble => Of(trouble, method),
        StoreUnavailable unavailable => Of(unavailable),
        _ => throw new ArgumentException("No words for this.", nameof(expected), expected),
    };

    public static bool Knows(Exception exception) => exception is RuleViolation or GatewayUnavailable or StoreUnavailable;

    private string SentenceOf(StatusReason reason) => reason.Code switch
    {
        ReasonCode.Reconnecting => Format("Reason_Reconnecting", CauseOf(reason), reason.Attempt ?? 1),
        ReasonCode.PairingFailed => Format("Reason_PairingFailed", CauseOf(reason)),
        var left when ReasonTable.IsDisconnectedByPerson(left) => Format($"Reason_{left}", reason.Who ?? ""),
        ReasonCode.WrongNumber => Format("Reason_WrongNumber", PhoneText.Of(reason.SeenNumber)),
        ReasonCode.SameNumberElsewhere =>
            Format("Reason_SameNumberElsewhere", PhoneText.Of(reason.SeenNumber), reason.OtherChannel ?? ""),
        ReasonCode.ClientTooOld when reason.NextTryAt is not null => text["Reason_ClientTooOld_Retried"],
        ReasonCode.CodeNotTyped => Format("Reason_CodeNotTyped", PhoneText.Of(reason.SeenNumber)),
        ReasonCode.AuthorizationInterrupted when reason.Cause is null => text["Reason_AuthorizationInterrupted_ByUs"],
        ReasonCode.AuthorizationInterrupted => Format("Reason_AuthorizationInterrupted", CauseAtMeta(reason)),
        var code => text[$"Reason_{code}"],
    };

    private string CauseAtMeta(StatusReason reason) => Of(reason.Cause ?? ConnectionCause.Unknown, ConnectionMethod.MetaCloud);

    private string CauseOf(StatusReason reason) => CauseOf(reason.Cause ?? ConnectionCause.Unknown, reason.HttpStatus);

    private string CauseOf(ConnectionCause cause, int? httpStatus) => (cause, httpStatus) switch
    {
        (ConnectionCause.HttpAnswer, { } status) => Format("Cause_HttpAnswer_Status", status),
        (ConnectionCause.ProxyRefused, { } status) => Format("Cause_ProxyRefused_Status", status),
        _ => Of(cause),
    };

    private object Argument(object argument) => argument switch
    {
        GatewayObstacle obstacle => Of(obstacle),
        PhoneNumber number => PhoneText.Of(number),
        StatusReason reason => Of(reason),
        _ => argument,
    };

    private string Format(string key, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, text[key], arguments);
}
