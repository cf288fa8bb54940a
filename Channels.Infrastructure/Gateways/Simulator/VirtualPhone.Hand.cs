using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>What somebody does who holds the phone, and what they see on it.</summary>
internal sealed partial class VirtualPhone
{
    private readonly Lock _shown = new();
    private Task _filling = Task.CompletedTask;

    public Task<bool> LinkAsync(string code, PhoneNumber number, string profileName) => RunAsync(async () =>
    {
        if (!Takes(code))
        {
            return false;
        }

        _spent = _codes;
        EndPairing();
        _refused = false;
        Change(state => state with { Messages = [] });
        await KeepDeviceAsync(new SimulatedDevice(number.Digits, profileName));
        await SayAsync(new StatusReason(ReasonCode.CodeScanned), newLink: true);
        await TellLineAsync();
        if (_device is not null)
        {
            await parts.Voice.SayAsync(new ObserveProfile(id, profileName, Picture: null), _stop.Token);
        }

        return true;
    });

    public Task GoOfflineAsync() => RunAsync(async () =>
    {
        if (IsOnline)
        {
            await KeepDeviceAsync(_device! with { Offline = true });
            await TellLineAsync();
        }
    });

    public Task GoOnlineAsync() => RunAsync(async () =>
    {
        if (_device is { Offline: true })
        {
            _attempts = 0;
            await KeepDeviceAsync(_device with { Offline = false });
            await SeePhoneAsync();
            await TellLineAsync();
            await TellOwedAsync();
        }
    });

    public Task LogOutAsync() => RunAsync(async () =>
    {
        if (IsOnline)
        {
            await ForgetDeviceAsync();
            await SayAsync(new StatusReason(ReasonCode.LoggedOutOnPhone));
        }
    });

    public Task BanAsync(TimeSpan? duration) => RunAsync(async () =>
    {
        if (IsOnline)
        {
            await KeepDeviceAsync(_device! with { Banned = true, BannedUntil = Now + duration });
            await TellLineAsync();
        }
    });

    public bool Fill(int conversations)
    {
        var plan = new SamplePlan(Math.Clamp(conversations, 1, SampleFilling.Most));
        lock (_shown)
        {
            if (State.Filling is { End: null } || _stop.IsCancellationRequested)
            {
                return false;
            }

            State = State with { Filling = new SampleFilling(0, plan.Total) };
            _filling = Task.Run(() => FillAsync(plan));
        }

        Changed();
        return true;
    }

    private async Task FillAsync(SamplePlan plan)
    {
        var end = FillingEnd.Failed;
        try
        {
            end = await parts.Samples.FillAsync(id, plan, Tell, _stop.Token) ? FillingEnd.Finished : FillingEnd.InstanceGone;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The app stops; what is written stays.
        }
        catch (Exception problem)
        {
            Log.Failed(parts.Logger, id, problem);
        }

        Change(state => state with { Filling = state.Filling! with { End = end } });

        void Tell(long done) => Change(state => state with { Filling = state.Filling! with { Done = done } });
    }

    private async Task EndBanAsync()
    {
        if (_device is { Banned: true })
        {
            await KeepDeviceAsync(_device with { Banned = false, BannedUntil = null });
            await TellLineAsync();
        }
    }

    private void Show() => Change(state => state with
    {
        Condition = _device switch
        {
            null => _refused ? PhoneCondition.Refused : PhoneCondition.NotLinked,
            { Banned: true } => PhoneCondition.Banned,
            { Offline: true } => PhoneCondition.Offline,
            _ => PhoneCondition.Online,
        },
        Number = PhoneNumber.FromDigits(_device?.Number),
        ProfileName = _device?.ProfileName,
        BannedUntil = _device?.BannedUntil,
    });

    private void Change(Func<PhoneState, PhoneState> change)
    {
        lock (_shown)
        {
            var before = State;
            State = change(State);
            if (State == before)
            {
                return;
            }
        }

        Changed();
    }
}
