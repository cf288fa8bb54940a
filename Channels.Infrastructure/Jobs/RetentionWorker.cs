using Channels.Infrastructure.Persistence.Contents;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>Forgets every ten minutes what was kept for its time, of messages and events.</summary>
internal sealed class RetentionWorker(BackgroundWork work, Retention retention, TimeProvider time, ILogger<RetentionWorker> logger)
    : Worker(work, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        if (Time.GetUtcNow() >= _next)
        {
            await retention.ForgetAsync(cancellationToken);
            _next = Time.GetUtcNow() + Interval;
        }

        return _next;
    }
}
