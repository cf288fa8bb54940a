using Channels.Domain.UseCases.Removal;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>Moves what is still to follow removed instances, a batch of each in turn, until they are gone.</summary>
internal sealed class RemovalWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<RemovalWorker> logger)
    : Worker(work, time, logger)
{
    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var left = (await voice.SendAsync(new ListRemovals(), cancellationToken)).ToList();
        while (left.Count > 0)
        {
            foreach (var id in left.ToList())
            {
                if (await voice.SendAsync(new ContinueRemoval(id), cancellationToken))
                {
                    left.Remove(id);
                }
            }
        }

        return null;
    }
}
