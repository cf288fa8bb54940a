using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>
/// Does what is written in the store to be done: at the start, when it is woken, and when the next thing is due. What
/// fails is looked for again later.
/// </summary>
internal abstract partial class Worker(BackgroundWork work, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>How long what failed is left alone.</summary>
    protected static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly BackgroundWork.Alarm _alarm = work.Subscribe();

    protected TimeProvider Time => time;

    /// <summary>Something new is to be done.</summary>
    protected bool IsWoken => _alarm.IsRinging;

    /// <summary>Looks again, at once or as soon as it is done with what it does.</summary>
    protected void LookAgain() => _alarm.Ring();

    /// <summary>Does what is to be done now.</summary>
    /// <returns>When there is something to do again; null where nothing waits.</returns>
    protected abstract Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The app starts without waiting for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            DateTimeOffset? next = null;
            try
            {
                next = await WorkAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, problem);
            }

            var wait = next - time.GetUtcNow() ?? LookAgainAfter;
            wait = wait < LookAgainAfter ? wait : LookAgainAfter;
            await _alarm.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Work in the background failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
