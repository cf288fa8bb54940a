using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Webhooks;

/// <summary>
/// Posts to one endpoint what is due, several events at a time while it answers. What became of them is written down after
/// that: where the app ends in between, they are posted again under the same ids.
/// </summary>
internal sealed partial class WebhookPump(Guid endpoint, ModuleVoice voice, IWebhookSender sender, IEventBodies bodies, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private const int MostAtOnce = 8;

    /// <summary>So many events that it does not want to hear are looked at again and again, rather than its place written down each time.</summary>
    private const int MostPassedOver = 500;

    /// <summary>Looked at anew at the least so often.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TriesAgainAfter = TimeSpan.FromSeconds(2);

    private readonly BackgroundWork.Alarm _alarm = new();
    private readonly CancellationTokenSource _stop = new();

    private Task _running = Task.CompletedTask;

    /// <summary>Something may be to be posted.</summary>
    public void Ring() => _alarm.Ring();

    public void Begin() => _running = Task.Run(RunAsync, CancellationToken.None);

    /// <summary>What is on its way is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _alarm.WaitAsync(await PostAsync(), time, _stop.Token);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Cut off, whichever way it ended: what was not written down is posted again at the next start.
        }
    }

    /// <summary>Posts for as long as there is something to post.</summary>
    /// <returns>How long to wait, unless something rings.</returns>
    private async Task<TimeSpan> PostAsync()
    {
        try
        {
            while (await voice.SendAsync(new FindDueEvents(endpoint), _stop.Token) is { } due)
            {
                var tried = await PostAsync(due);
                if (tried.Count > 0 || due.UpTo > due.Position + MostPassedOver)
                {
                    await SettleAsync(new SettleEvents(endpoint, tried, due.Position, ReachedBy(due, tried)));
                }

                if (tried.Count == 0)
                {
                    return due.NextAt - time.GetUtcNow() is { } wait && wait < Longest ? wait > TimeSpan.Zero ? wait : TimeSpan.Zero : Longest;
                }
            }

            return Longest;
        }
        catch (Exception problem) when (!_stop.IsCancellationRequested)
        {
            Log.Failed(logger, endpoint, problem);
            return TriesAgainAfter;
        }
    }

    /// <summary>In their order, until one is not taken.</summary>
    private async Task<List<TriedEvent>> PostAsync(DueEvents due)
    {
        var (tried, underway) = (new List<TriedEvent>(), new List<Task<TriedEvent>>());
        foreach (var happened in due.All)
        {
            while (underway.Count >= MostAtOnce || underway.Any(x => x.IsCompleted))
            {
                var ended = await Task.WhenAny(underway);
                underway.Remove(ended);
                tried.Add(await ended);
            }

            if (tried.Any(x => !x.Outcome.IsTaken))
            {
                break;
            }

            underway.Add(PostAsync(due, happened));
        }

        tried.AddRange(await Task.WhenAll(underway));
        return tried;
    }

    private async Task<TriedEvent> PostAsync(DueEvents due, ReadEvent happened) => new(
        happened.Event.Sequence, happened.Event.Type,
        await sender.SendAsync(due.Endpoint, bodies.Of(happened, due.Log, due.Endpoint.ShowsMessages), _stop.Token));

    private static long ReachedBy(DueEvents due, List<TriedEvent> tried)
    {
        var done = tried.Select(x => x.Sequence).ToHashSet();
        return due.New.FirstOrDefault(x => !done.Contains(x.Event.Sequence)) is { } next ? Math.Max(due.Position, next.Event.Sequence - 1) : due.UpTo;
    }

    /// <summary>It is known here alone: it is written down once the store takes it.</summary>
    private async Task SettleAsync(SettleEvents settled)
    {
        while (true)
        {
            try
            {
                await voice.SendAsync(settled, _stop.Token);
                return;
            }
            catch (Exception problem) when (!_stop.IsCancellationRequested)
            {
                Log.NotWritten(logger, endpoint, problem);
                await Task.Delay(TriesAgainAfter, time, _stop.Token);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Endpoint {Endpoint}: what waits for it could not be looked at; it is tried again")]
        public static partial void Failed(ILogger logger, Guid endpoint, Exception problem);

        [LoggerMessage(LogLevel.Error, "Endpoint {Endpoint}: what became of events could not be written down; it is tried again")]
        public static partial void NotWritten(ILogger logger, Guid endpoint, Exception problem);
    }
}
