using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Alerts;

/// <summary>Sends what waits on one route, one message at a time, so that the other route never waits for this one.</summary>
internal sealed class DeliveryWorker(
    AlertRoute route, BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<DeliveryWorker> logger)
    : Worker(work, time, logger)
{
    private bool _begun;

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            await voice.SendAsync(new EndInterruptedDeliveries(route), cancellationToken);
            _begun = true;
        }

        var due = await voice.SendAsync(new ListDueDeliveries(route), cancellationToken);
        foreach (var id in due.Now)
        {
            // One whose outcome could not be written is as one that a crash interrupted.
            _begun = false;
            await voice.SendAsync(new AttemptDelivery(id), cancellationToken);
            _begun = true;
        }

        return due.Now.Count > 0 ? Time.GetUtcNow() : due.NextAt;
    }
}
