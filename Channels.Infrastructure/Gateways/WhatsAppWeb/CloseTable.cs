using System.Collections.Frozen;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What to do after a line closed.</summary>
internal enum CloseAction
{
    /// <summary>Open again at once: WhatsApp asks for it.</summary>
    Reopen,

    /// <summary>Open again after a wait.</summary>
    Retry,

    /// <summary>Open again after as long as WhatsApp says, or after an hour where it says nothing.</summary>
    Pause,

    /// <summary>Leave it, until a person acts.</summary>
    Stop,

    /// <summary>Leave it, and the credentials are worth nothing any more.</summary>
    Forget,
}

/// <summary>How a line stood when it closed.</summary>
/// <param name="Linked">There is a device: the line was a login, or its code was scanned.</param>
/// <param name="CodeShown">A code was shown to be scanned.</param>
/// <param name="PasskeyAsked">WhatsApp wanted a passkey.</param>
/// <param name="EndedBy">Why we ended it ourselves, if we did.</param>
/// <param name="LoggedIn">WhatsApp had let it in.</param>
internal sealed record LineState(bool Linked, bool CodeShown, bool PasskeyAsked, ConnectionCause? EndedBy, bool LoggedIn = false);

/// <param name="Reason">The reason of a stop or a pause; null where the line comes back.</param>
/// <param name="IsDoubtful">Final, but one odd answer may be wrong: it counts once the next login gets the same one.</param>
internal sealed record CloseVerdict(
    CloseAction Action, ConnectionCause Cause, StatusReason? Reason = null, bool IsDoubtful = false);

/// <summary>The one table from close code to what is done about it. The codes are Baileys' DisconnectReason and the
/// reasons of WhatsApp's own failure stanza.</summary>
internal static class CloseTable
{
    private const int NotWhatsApp = 400;
    private const int BannedForGood = 403;

    private static readonly FrozenDictionary<int, Row> Rows = new Dictionary<int, Row>
    {
        [515] = new(WhenLinked: CloseAction.Reopen, WhenPairing: CloseAction.Reopen),
        [401] = new(WhenLinked: CloseAction.Forget, WhenPairing: null, ReasonCode.LoggedOutOnPhone, MayBeOdd: true),
        [BannedForGood] = new(WhenLinked: CloseAction.Stop, WhenPairing: null, ReasonCode.Banned, MayBeOdd: true),
        [402] = new(WhenLinked: CloseAction.Pause, WhenPairing: null, ReasonCode.Banned),

        // Asking once more would be the fight for the session that must not be.
        [440] = new(WhenLinked: CloseAction.Stop, WhenPairing: null, ReasonCode.Replaced),
        [411] = new(WhenLinked: CloseAction.Forget, WhenPairing: CloseAction.Stop, ReasonCode.AccountTooOld, MayBeOdd: true),
        [405] = new(WhenLinked: CloseAction.Pause, WhenPairing: CloseAction.Stop, ReasonCode.ClientTooOld),
        [NotWhatsApp] = new(WhenLinked: CloseAction.Stop, WhenPairing: CloseAction.Stop, ReasonCode.NotWhatsApp, MayBeOdd: true),
    }.ToFrozenDictionary();

    // Everything else breaks off: a login is tried again, a pairing is for the person in front of it to start anew.
    private static readonly Row Otherwise = new(WhenLinked: CloseAction.Retry, WhenPairing: null);

    public static CloseVerdict Decide(LineClosed closed, LineState state, DateTimeOffset now)
    {
        // A proxy that says nothing is why nobody answered.
        var cause = state.EndedBy switch
        {
            null or ConnectionCause.NoAnswer when closed.ProxyTrouble is not null => closed.ProxyTrouble.Value,
            var endedBy => endedBy ?? LineCauses.Of(closed),
        };
        var row = RowOf(closed, cause);
        if ((state.Linked ? row.WhenLinked : row.WhenPairing) is not { } action)
        {
            return new CloseVerdict(CloseAction.Stop, cause, FailedPairing(closed, state, cause));
        }

        // An end that is over already is none: it would be asked for again and again.
        var until = closed.Expires > TimeSpan.Zero ? now + closed.Expires : null;
        var said = row.Reason is { } reason ? new StatusReason(reason) { Until = until } : null;

        // On an open line it is WhatsApp's own word about a device that it knew a moment ago.
        return new CloseVerdict(action, cause, said, IsDoubtful: row.MayBeOdd && state is { Linked: true, LoggedIn: false });
    }

    /// <summary>Whether a login that ended like this has no device any more: it was unlinked, or its account is no account.</summary>
    public static bool EndsDevice(CloseVerdict verdict, LineClosed closed) =>
        verdict.Action == CloseAction.Forget || closed.Code == BannedForGood;

    private static Row RowOf(LineClosed closed, ConnectionCause cause) => closed.Code switch
    {
        _ when cause == ConnectionCause.NotWhatsApp => Rows[NotWhatsApp],
        NotWhatsApp or null => Otherwise,
        { } code => Rows.GetValueOrDefault(code, Otherwise),
    };

    private static StatusReason FailedPairing(LineClosed closed, LineState state, ConnectionCause cause) => state switch
    {
        { PasskeyAsked: true } => new StatusReason(ReasonCode.PasskeyRequired),

        // Baileys ends a pairing with 408 when the server's codes are used up; nothing else ends a shown code so.
        { CodeShown: true } when IsRunOut(closed) || state.EndedBy == ConnectionCause.NoAnswer =>
            new StatusReason(ReasonCode.CodeExpired),
        _ => new StatusReason(ReasonCode.PairingFailed) { Cause = cause, HttpStatus = closed.HttpStatus },
    };

    private static bool IsRunOut(LineClosed closed) =>
        closed.Text?.Contains("QR refs", StringComparison.Ordinal) ?? false;

    /// <param name="WhenPairing">Null where it is just a pairing that failed.</param>
    /// <param name="MayBeOdd">Final, and no harm in asking once more.</param>
    private sealed record Row(CloseAction WhenLinked, CloseAction? WhenPairing, ReasonCode? Reason = null, bool MayBeOdd = false);
}
