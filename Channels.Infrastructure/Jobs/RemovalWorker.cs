using Channels.Domain;
using Channels.Domain.UseCases.Removal;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>Moves what is still to follow removed channels, a batch of each in turn, until they are gone.</summary>
internal sealed partial class RemovalWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<RemovalWorker> logger)
    : Worker(work, time, logger)
{
    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var left = (await voice.SendAsync(new ListRemovals(), cancellationToken)).ToList();

        // A removal that begins meanwhile takes its turns too, instead of waiting for the end of all others.
        do
        {
            foreach (var id in left.ToList())
            {
                if (await IsOverAsync(id, cancellationToken))
                {
                    left.Remove(id);
                }
            }
        }
        while (left.Count > 0 && !IsWoken);

        return left.Count > 0 ? Time.GetUtcNow() : null;
    }

    /// <returns>Whether there is nothing more to do for it now.</returns>
    private async Task<bool> IsOverAsync(ChannelId id, CancellationToken cancellationToken)
    {
        try
        {
            return await voice.SendAsync(new ContinueRemoval(id), cancellationToken);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, id, problem);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Channel}: what follows a removed channel could not be moved; it is tried again")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
