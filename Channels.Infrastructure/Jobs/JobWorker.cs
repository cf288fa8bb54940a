using Channels.Domain.UseCases.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>
/// Tells WhatsApp what is still to be told: each job when its time comes, whatever the others do meanwhile, and never one
/// of them twice at once.
/// </summary>
internal sealed partial class JobWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<JobWorker> logger)
    : Worker(work, time, logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Task> _attempts = [];
    private bool _looked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await EndedAsync();
        }
    }

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var due = await voice.SendAsync(new ListDueJobs(AtStart: !_looked), cancellationToken);
        _looked = true;
        lock (_gate)
        {
            foreach (var id in due.Now.Where(id => !_attempts.ContainsKey(id)))
            {
                // Elsewhere, so that it cannot end before it is noted.
                _attempts[id] = Task.Run(() => AttemptAsync(id, cancellationToken), CancellationToken.None);
            }
        }

        return due.NextAt;
    }

    private async Task AttemptAsync(Guid id, CancellationToken stoppingToken)
    {
        try
        {
            await voice.SendAsync(new AttemptJob(id), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start tries again.
        }
        catch (Exception problem)
        {
            // It could not even be written down that it failed, so that it is still due.
            Log.Failed(logger, id, problem);
            await PauseAsync(stoppingToken);
        }
        finally
        {
            lock (_gate)
            {
                _attempts.Remove(id);
            }

            LookAgain();
        }
    }

    private async Task PauseAsync(CancellationToken stoppingToken) =>
        await Task.Delay(LookAgainAfter, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task EndedAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_attempts.Values);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Job {Job} failed; it is tried again")]
        public static partial void Failed(ILogger logger, Guid job, Exception problem);
    }
}
