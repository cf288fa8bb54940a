using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using MediatR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>
/// Sees to it that what waits is sent: a <see cref="SendPump"/> for each channel on which something waits, looked at when
/// something is taken, when the channel changes, and when time comes. What was under way when the app ended is uncertain first.
/// </summary>
internal sealed partial class SendWorker(ModuleVoice voice, SendOptions options, TimeProvider time, ILogger<SendWorker> logger)
    : BackgroundService, ISendBell, INotificationHandler<ChannelChanged>, INotificationHandler<StoreChanged>
{
    /// <summary>How long an app that stops waits for the answers to what was handed over.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan TriesAgainAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ChannelId, SendPump> _pumps = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cut = new();
    private int _isStopped;

    public void Ring(ChannelId channel) => _pumps.GetOrAdd(channel, Start).Ring();

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken)
    {
        if (_pumps.TryGetValue(notification.Snapshot.Id, out var pump))
        {
            pump.Ring();
        }

        return Task.CompletedTask;
    }

    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        if (notification.Outage is null)
        {
            foreach (var pump in _pumps.Values)
            {
                pump.Ring();
            }
        }

        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be asked to stop again, and once more after its services are gone.
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        await base.StopAsync(cancellationToken);
        await _stop.CancelAsync();
        _cut.CancelAfter(Grace);
        _ready.TrySetCanceled(CancellationToken.None);
        await Task.WhenAll(_pumps.Values.Select(x => x.Ended));
    }

    public override void Dispose()
    {
        Interlocked.Exchange(ref _isStopped, 1);
        _stop.Dispose();
        _cut.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The app starts without waiting for it.
        await Task.Yield();
        while (!await TryBeginAsync(stoppingToken))
        {
            await Task.Delay(TriesAgainAfter, time, stoppingToken);
        }
    }

    private async Task<bool> TryBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await voice.SendAsync(new EndInterruptedSends(), cancellationToken);
            foreach (var channel in await voice.SendAsync(new ListQueues(), cancellationToken))
            {
                Ring(channel);
            }

            _ready.TrySetResult();
            return true;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotBegun(logger, problem);
            return false;
        }
    }

    private SendPump Start(ChannelId channel)
    {
        var pump = new SendPump(channel, voice, options, time, logger);
        pump.Begin(_ready.Task, _stop.Token, _cut.Token);
        return pump;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Sending could not begin; it is tried again")]
        public static partial void NotBegun(ILogger logger, Exception problem);
    }
}
