using Channels.Domain.UseCases.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>Tells WhatsApp what is still to be told: each job when its time comes, all that are due side by side.</summary>
internal sealed class JobWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<JobWorker> logger)
    : Worker(work, time, logger)
{
    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var due = await voice.SendAsync(new ListDueJobs(), cancellationToken);
        if (due.Now.Count == 0)
        {
            return due.NextAt;
        }

        await Task.WhenAll(due.Now.Select(id => voice.SendAsync(new AttemptJob(id), cancellationToken)));
        return (await voice.SendAsync(new ListDueJobs(), cancellationToken)).NextAt;
    }
}
