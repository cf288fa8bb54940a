using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>
/// One channel's pretended phone together with the line to it. Here is what the gateway does with it; its codes and
/// what the hand that holds it does are in the other parts. One thing happens after the other.
/// </summary>
internal sealed partial class VirtualPhone(ChannelId id, string key, VirtualPhoneParts parts) : IVirtualPhone, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();

    private SimulatedDevice? _device;
    private ITimer? _banTimer;
    private bool _loaded;
    private bool _refused;
    private bool _leaving;
    private int _attempts;

    public event Action Changed = () => { };

    public string Key => key;

    public PhoneState State { get; private set; } = new(PhoneCondition.NotLinked, null, null, null, [], null);

    private bool IsOnline => _device is { Offline: false, Banned: false };

    private DateTimeOffset Now => parts.Time.GetUtcNow();

    /// <summary>Reads what was kept of it, once.</summary>
    public Task LoadAsync() => RunAsync(() => Task.CompletedTask);

    /// <inheritdoc cref="IChannelGateway.DisconnectAsync"/>
    public Task<bool> DisconnectAsync() => RunAsync(async () =>
    {
        EndPairing();
        var told = _device is null || IsOnline;
        await ForgetDeviceAsync();
        return told;
    });

    /// <inheritdoc cref="IChannelGateway.RemoveAsync"/>
    public Task RemoveAsync() => RunAsync(async () =>
    {
        _leaving = true;
        EndPairing();
        if (_device is not null && !IsOnline)
        {
            throw new GatewayUnavailable(ConnectionCause.Lost);
        }

        await ForgetDeviceAsync();
    });

    public Task ForgetAsync() => RunAsync(() =>
    {
        EndPairing();
        return ForgetDeviceAsync();
    });

    /// <summary>Finds out how the channel stands after the app was away, unless a person was faster.</summary>
    public Task ReviveAsync() => RunAsync(async () =>
    {
        if (_codes is not null || await parts.FindAsync(id, _stop.Token) is not { Reason: var reason })
        {
            return;
        }

        var returns = ReasonTable.ComesBack(reason.Code) || reason.Code is ReasonCode.GatewayMissing or ReasonCode.OnlyInDevelopment;
        if (_device is not null && (returns || ReasonTable.IsPairing(reason.Code)))
        {
            await SayAsync(new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.EngineStopped });
            await TellLineAsync();
        }
        else if (_device is null && ReasonTable.IsPairing(reason.Code))
        {
            await SayAsync(new StatusReason(ReasonCode.CodeExpired));
        }
        else if (_device is null && returns)
        {
            await SayAsync(new StatusReason(ReasonCode.CredentialsUnreadable));
        }
    });

    /// <summary>The store takes writes again, and may not have taken how the line stands.</summary>
    public Task TellAgainAsync() => RunLoggedAsync(async () =>
    {
        if (_device is not null && !_leaving)
        {
            await TellLineAsync();
            await TellOwedAsync();
        }
    });

    /// <summary>Ends without a word: what an app that stops knows is not what is so.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _filling;
        await _turn.WaitAsync(CancellationToken.None);
        EndPairing();
        KeepPulse();
        _banTimer?.Dispose();
        _owing?.Dispose();
        _turn.Release();
    }

    /// <summary>Tells how the line to the linked phone stands; a number that is refused goes.</summary>
    private async Task TellLineAsync()
    {
        if (_device!.Banned)
        {
            await SayAsync(new StatusReason(ReasonCode.Banned) { Until = _device.BannedUntil });
        }
        else if (_device.Offline)
        {
            _attempts++;
            await SayAsync(new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost, Attempt = _attempts });
        }
        else if (!_leaving && !await parts.Voice.SayAsync(new ObserveLogin(id, PhoneNumber.FromDigits(_device.Number)!), _stop.Token))
        {
            await ForgetDeviceAsync();
            _refused = true;
        }
    }

    private Task SayAsync(StatusReason reason, bool newLink = false) =>
        _leaving ? Task.CompletedTask : parts.Voice.SayAsync(new ObserveLine(id, reason, newLink) { LinkedAt = Now }, _stop.Token);

    private async Task KeepDeviceAsync(SimulatedDevice device)
    {
        await parts.Keys.SaveCredentialsAsync(id, device.ToJson(), _stop.Token);
        _device = device;
        _banTimer?.Dispose();
        _banTimer = device.BannedUntil is { } until ? RunAfter(until - Now, EndBanAsync) : null;
    }

    private async Task ForgetDeviceAsync()
    {
        await parts.Keys.ForgetAsync(id, _stop.Token);
        _device = null;
        _attempts = 0;
        _banTimer?.Dispose();
    }

    private ITimer RunAfter(TimeSpan delay, Func<Task> work)
    {
        var due = delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        return parts.Time.CreateTimer(_ => _ = RunLoggedAsync(work), null, due, Timeout.InfiniteTimeSpan);
    }

    private async Task RunLoggedAsync(Func<Task> work)
    {
        try
        {
            await RunAsync(work);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The app stops.
        }
        catch (Exception problem)
        {
            Log.Failed(parts.Logger, id, problem);
        }
    }

    private async Task RunAsync(Func<Task> work) => await RunAsync(async () =>
    {
        await work();
        return true;
    });

    private async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await EnsureLoadedAsync();
                return await work();
            }
            finally
            {
                KeepPulse();
                Show();
                _turn.Release();
            }
        }
        catch (OperationCanceledException problem) when (_stop.IsCancellationRequested)
        {
            throw new GatewayUnavailable(ConnectionCause.EngineStopped, problem);
        }
    }

    private async Task EnsureLoadedAsync()
    {
        if (_loaded)
        {
            return;
        }

        try
        {
            if (SimulatedDevice.FromJson(await parts.Keys.ReadCredentialsAsync(id, _stop.Token)) is { } device)
            {
                await KeepDeviceAsync(device);
            }
        }
        catch (CredentialsUnreadableException problem)
        {
            Log.Unreadable(parts.Logger, id, problem);
        }

        _loaded = true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Simulator {Channel}: something failed")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);

        [LoggerMessage(LogLevel.Warning, "Simulator {Channel}: its phone cannot be read and counts as unlinked")]
        public static partial void Unreadable(ILogger logger, ChannelId channel, Exception problem);
    }
}
