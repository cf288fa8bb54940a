using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The two ways to link a phone. Each pairing has a line and credentials of its own: what Baileys writes into those for a
/// code to be typed would make the next line a login of a device that does not exist.
/// </summary>
internal sealed partial class WebSession
{
    // What an engine that obeys needs beyond the grace that the other side gets.
    private static readonly TimeSpan CloseMargin = TimeSpan.FromSeconds(4);

    private readonly Alarm _typed;
    private PhoneNumber? _typedOn;
    private bool _givesWay;

    /// <inheritdoc cref="IChannelGateway.PairAsync"/>
    public Task PairAsync(PhoneNumber? number) => AfterLeavingAsync(() => TryStartAsync(number, anew: true));

    /// <summary>The pairing ends without a word; once its line is closed, the next one opens.</summary>
    private void GiveWay(ISidecarLine line, PhoneNumber? typedOn)
    {
        (_givesWay, _typedOn) = (true, typedOn);
        StopTimers();
        _parts.Voice.HideCode(_id);

        // Before the line is asked to: should the engine lose the word, the next one opens all the same.
        _deadline.Set(
            _options.CloseGrace + CloseMargin, () => line == _line ? EndedAsync(new LineClosed(Text: "stuck")) : Task.CompletedTask);
        line.Close();
    }

    private async Task OnCodeMadeAsync(CodeMade code)
    {
        SetDeadline(code.Lifetime + _options.CodeDeadline);
        if (!_state.PasskeyAsked)
        {
            _state = _state with { CodeShown = true };
            _parts.Voice.ShowCode(_id, new PairingCode(code.Text, Now + code.Lifetime) { TypedOn = _typedOn });
            await SayAsync(new StatusReason(ReasonCode.CodeToType));
        }
    }

    private Task OnCodeAnsweredAsync()
    {
        if (!_state.CodeShown || _state.Linked || _state.PasskeyAsked)
        {
            return Task.CompletedTask;
        }

        _typed.Set(_options.TypedDeadline, () => SayAsync(new StatusReason(ReasonCode.CodeMistyped)));
        return SayAsync(new StatusReason(ReasonCode.CodeTyped));
    }

    private CloseVerdict OfTyping(CloseVerdict verdict) => verdict.Reason?.Code == ReasonCode.CodeExpired && _typedOn is not null
        ? verdict with { Reason = new StatusReason(ReasonCode.CodeNotTyped) { SeenNumber = _typedOn.E164 } }
        : verdict;
}
