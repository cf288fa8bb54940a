using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The codes of one pairing, to be scanned or to be typed: shown and hidden, and how long each may take. Each pairing has
/// a line and credentials of its own: what Baileys writes into those for a code to be typed would make the next line a
/// login of a device that does not exist.
/// </summary>
/// <param name="typedOn">The phone that the code is to be typed on; null where it is to be scanned.</param>
/// <param name="isRespelled">WhatsApp knew no account by the number as a person typed it: this is its other spelling.</param>
internal sealed class PairingCodes(WebSessionParts parts, LineWords words, HeldLine held, PhoneNumber? typedOn, bool isRespelled = false)
{
    private readonly WhatsAppWebOptions _options = parts.Options.Value;
    private Step _step = Step.Awaited;
    private bool _answered;

    private enum Step
    {
        Awaited,
        Shown,

        /// <summary>WhatsApp wants a passkey: from here on no code helps.</summary>
        Passkey,
    }

    public PhoneNumber? TypedOn => typedOn;

    public bool IsRespelled => isRespelled;

    public LineState State =>
        new(Linked: false, CodeShown: _step == Step.Shown, PasskeyAsked: _step == Step.Passkey, held.EndedBy);

    public Task HearAsync(LineEvent heard) => heard switch
    {
        CodeShown code => OnCodeAsync(code.Text, code.Lifetime, ReasonCode.CodeOnScreen),
        CodeMade code => OnCodeAsync(code.Text, code.Lifetime, ReasonCode.CodeToType),
        CodeAnswered => OnAnsweredAsync(),
        PasskeyAsked => OnPasskeyAsync(),
        _ => Task.CompletedTask,
    };

    /// <summary>Names the phone whose code ran out, and what a wrong code looks like: an error after the phone had answered.</summary>
    public CloseVerdict Explain(CloseVerdict verdict) => verdict.Reason switch
    {
        { Code: ReasonCode.CodeExpired } when typedOn is not null =>
            verdict with { Reason = new StatusReason(ReasonCode.CodeNotTyped) { SeenNumber = typedOn.E164 } },
        { Code: ReasonCode.PairingFailed, Cause: ConnectionCause.SessionError } when _answered =>
            verdict with { Reason = new StatusReason(ReasonCode.PairingFailed) { Cause = ConnectionCause.CodeMistyped } },
        _ => verdict,
    };

    /// <summary>The spelling to try next, where WhatsApp makes no code for this one; null where there is none.</summary>
    public PhoneNumber? RespelledAfter(CloseVerdict verdict) =>
        verdict.Cause == ConnectionCause.CodeRefused && !isRespelled ? PhoneNumber.FromDigits(typedOn?.Spellings.ElementAtOrDefault(1)) : null;

    private async Task OnCodeAsync(string text, TimeSpan lifetime, ReasonCode reason)
    {
        // Should the engine forget to show the next code or to give up, we do.
        held.GiveUpAfter(lifetime + _options.CodeDeadline);
        if (_step == Step.Passkey)
        {
            return;
        }

        // A code to be scanned is one of a row, of which only the first is told.
        var told = reason == ReasonCode.CodeOnScreen && _step == Step.Shown;
        _step = Step.Shown;
        words.ShowCode(new PairingCode(text, parts.Time.GetUtcNow() + lifetime) { TypedOn = typedOn, Lifetime = lifetime });
        if (!told)
        {
            await words.SayAsync(new StatusReason(reason));
        }
    }

    private Task OnAnsweredAsync()
    {
        if (_step != Step.Shown)
        {
            return Task.CompletedTask;
        }

        _answered = true;
        held.Mistyped.Set(_options.TypedDeadline, () => words.SayAsync(new StatusReason(ReasonCode.CodeMistyped)));
        return words.SayAsync(new StatusReason(ReasonCode.CodeTyped));
    }

    private Task OnPasskeyAsync()
    {
        held.Mistyped.Cancel();
        _step = Step.Passkey;
        words.HideCode();
        return words.SayAsync(new StatusReason(ReasonCode.PasskeyWanted));
    }
}
