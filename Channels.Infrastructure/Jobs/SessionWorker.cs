using Channels.Domain.UseCases.People;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>Keeps the sessions' last uses every five minutes, so that no request has to write its own.</summary>
internal sealed class SessionWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<SessionWorker> logger)
    : Worker(work, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly TimeProvider _time = time;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow() >= _next)
        {
            await voice.SendAsync(new KeepSessions(), cancellationToken);
            _next = _time.GetUtcNow() + Interval;
        }

        return _next;
    }
}
