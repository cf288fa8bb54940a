using Channels.Domain.UseCases.History;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>Forgets once a day what is older than a timeline is kept.</summary>
internal sealed class HistoryWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<HistoryWorker> logger)
    : Worker(work, time, logger)
{
    private readonly TimeProvider _time = time;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow() >= _next)
        {
            while (await voice.SendAsync(new ForgetOldHistory(), cancellationToken))
            {
            }

            _next = _time.GetUtcNow().AddDays(1);
        }

        return _next;
    }
}
