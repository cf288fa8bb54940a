using Channels.Domain;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>How the phone is linked: by a code that is scanned, or by one that is typed.</summary>
internal sealed partial class VirtualPhone
{
    private CodeRun? _codes;
    private CodeRun? _spent;
    private ITimer? _codeTimer;

    /// <summary>Whether this code belongs to the pairing under way.</summary>
    public bool Takes(string code) => _codes?.Takes(code) ?? false;

    /// <summary>Whether this code is one of those of which one linked the phone.</summary>
    public bool WasLinkedBy(string code) => _device is not null && _spent?.Takes(code) == true;

    /// <summary>The phone on which the present code is to be typed.</summary>
    public PhoneNumber? TypedOn => _codes?.TypedOn;

    public Task ConnectAsync() => StartAsync(typedOn: null, anew: false);

    public Task PairAsync(PhoneNumber? typedOn) => StartAsync(typedOn, anew: true);

    private Task StartAsync(PhoneNumber? typedOn, bool anew) => RunAsync(async () =>
    {
        if (_leaving)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed);
        }

        if (_device is not null)
        {
            await TellLineAsync();
            return;
        }

        if (_codes is null || anew)
        {
            EndPairing();
            _codes = new CodeRun(typedOn);
            ShowNextCode(_codes);
        }

        await SayAsync(new StatusReason(_codes.TypedOn is null ? ReasonCode.CodeOnScreen : ReasonCode.CodeToType));
    });

    private void ShowNextCode(CodeRun codes)
    {
        parts.Voice.ShowCode(id, codes.Next(parts.Console.Find, Now));
        _codeTimer?.Dispose();
        _codeTimer = RunAfter(codes.Lifetime, () => OnWornOutAsync(codes));
    }

    private async Task OnWornOutAsync(CodeRun codes)
    {
        if (codes != _codes)
        {
            return;
        }

        if (!codes.IsUsedUp)
        {
            ShowNextCode(codes);
            return;
        }

        EndPairing();
        await SayAsync(codes.TypedOn is { } number
            ? new StatusReason(ReasonCode.CodeNotTyped) { SeenNumber = number.E164 }
            : new StatusReason(ReasonCode.CodeExpired));
    }

    private void EndPairing()
    {
        _codeTimer?.Dispose();
        if (_codes is not null)
        {
            _codes = null;
            parts.Voice.HideCode(id);
        }
    }
}
