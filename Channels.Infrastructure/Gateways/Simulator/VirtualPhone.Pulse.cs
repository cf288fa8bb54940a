using Channels.Domain.UseCases.Observe;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>The sign of life of a line that is up.</summary>
internal sealed partial class VirtualPhone
{
    public static readonly TimeSpan PulseEvery = TimeSpan.FromSeconds(20);

    private ITimer? _pulse;

    public Task<DateTimeOffset?> ConfirmAsync() => RunAsync<DateTimeOffset?>(async () =>
    {
        if (_device is not null && !_leaving)
        {
            await TellLineAsync();
        }

        if (!IsOnline || _leaving)
        {
            return null;
        }

        parts.Voice.Confirm(id);
        return Now;
    });

    /// <summary>Whoever holds the phone did something with it.</summary>
    private Task SeePhoneAsync() => parts.Voice.SayAsync(new ObservePhone(id, Now), _stop.Token);

    /// <summary>Called in turn, after whatever may have changed the line.</summary>
    private void KeepPulse()
    {
        var beats = IsOnline && !_leaving && !_stop.IsCancellationRequested;
        if (beats && _pulse is null)
        {
            parts.Voice.Confirm(id);
            _pulse = parts.Time.CreateTimer(_ => parts.Voice.Confirm(id), null, PulseEvery, PulseEvery);
        }
        else if (!beats)
        {
            _pulse?.Dispose();
            _pulse = null;
        }
    }
}
