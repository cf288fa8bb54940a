using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>
/// Sends what waits on one channel: claims one message after the other, at the pace of its method, and hands several over at a
/// time, of which each contact has one.
/// </summary>
internal sealed partial class SendPump(ChannelId channel, ModuleVoice voice, SendOptions options, TimeProvider time, ILogger logger)
{
    private const int MostAtOnce = 8;

    // WhatsApp takes a steady beat for a machine's.
    private const double Spread = 0.3;

    /// <summary>Looked at anew at the least so often.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TriesAgainAfter = TimeSpan.FromSeconds(2);

    private readonly BackgroundWork.Alarm _alarm = new();
    private readonly ConcurrentDictionary<Guid, Task> _underway = new();
    private DateTimeOffset _mayAt;

    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Something may be to be sent.</summary>
    public void Ring() => _alarm.Ring();

    /// <param name="ready">Nothing is claimed before.</param>
    /// <param name="stopping">Nothing is claimed after.</param>
    /// <param name="cut">Nobody waits any longer for what is being handed over.</param>
    public void Begin(Task ready, CancellationToken stopping, CancellationToken cut) => Ended = Task.Run(() => RunAsync(ready, stopping, cut), CancellationToken.None);

    private async Task RunAsync(Task ready, CancellationToken stopping, CancellationToken cut)
    {
        try
        {
            await ready.WaitAsync(stopping);
            while (!stopping.IsCancellationRequested)
            {
                await _alarm.WaitAsync(await NextAsync(stopping, cut), time, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The app stops; what waits is there at the next start.
        }

        await Task.WhenAll(_underway.Values);
    }

    /// <summary>Claims for as long as there is something to claim.</summary>
    /// <returns>How long to wait, unless something rings.</returns>
    private async Task<TimeSpan> NextAsync(CancellationToken stopping, CancellationToken cut)
    {
        while (_underway.Count < MostAtOnce)
        {
            if (_mayAt - time.GetUtcNow() is var pause && pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, stopping);
            }

            if (await ClaimAsync(stopping) is not { } claimed)
            {
                return TriesAgainAfter;
            }

            if (claimed.Order is not { } order)
            {
                var wait = claimed.NextAt - time.GetUtcNow() ?? Longest;
                return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? wait : Longest;
            }

            _mayAt = time.GetUtcNow() + PauseAfter(claimed.Method);

            // Elsewhere, so that it cannot end before it is noted.
            _underway[order.Id] = Task.Run(() => AttemptAsync(claimed.Method, order, cut), CancellationToken.None);
        }

        return Longest;
    }

    private TimeSpan PauseAfter(ConnectionMethod method) => method != ConnectionMethod.MetaCloud
        ? options.Pace * (1 - Spread + (2 * Spread * Random.Shared.NextDouble()))
        : TimeSpan.Zero;

    private async Task<ClaimedMessage?> ClaimAsync(CancellationToken stopping)
    {
        try
        {
            return await voice.SendAsync(new ClaimMessage(channel), stopping);
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            Log.Failed(logger, channel, problem);
            return null;
        }
    }

    private async Task AttemptAsync(ConnectionMethod method, SendOrder order, CancellationToken cut)
    {
        try
        {
            var outcome = await voice.SendAsync(new HandOverMessage(channel, method, order), cut);
            await SettleAsync(order, outcome, cut);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            // The next start says that nobody knows.
        }
        finally
        {
            _underway.TryRemove(order.Id, out _);
            Ring();
        }
    }

    /// <summary>What became of it is known here alone: it is written down once the store takes it.</summary>
    private async Task SettleAsync(SendOrder order, SendOutcome outcome, CancellationToken cut)
    {
        while (true)
        {
            try
            {
                await voice.SendAsync(new SettleMessage(order.Id, outcome), cut);
                return;
            }
            catch (Exception problem) when (!cut.IsCancellationRequested)
            {
                Log.NotWritten(logger, channel, problem);
                await Task.Delay(TriesAgainAfter, time, cut);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Channel}: what waits to be sent could not be looked at; it is tried again")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);

        [LoggerMessage(LogLevel.Error, "{Channel}: what became of a message could not be written down; it is tried again")]
        public static partial void NotWritten(ILogger logger, ChannelId channel, Exception problem);
    }
}
