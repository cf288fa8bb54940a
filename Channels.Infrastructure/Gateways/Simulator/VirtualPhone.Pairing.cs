using Channels.Domain;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>The codes of a pairing: each is shown until it is worn out, the last one ends the pairing.</summary>
internal sealed partial class VirtualPhone
{
    private CodeRun? _codes;
    private ITimer? _codeTimer;

    /// <summary>Whether this code belongs to the pairing under way.</summary>
    public bool Takes(string code) => _codes?.Takes(code) ?? false;

    private void ShowNextCode(CodeRun codes)
    {
        parts.Voice.ShowCode(id, codes.Next(parts.Console.Find(), Now));
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
        await SayAsync(new StatusReason(ReasonCode.CodeExpired));
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
