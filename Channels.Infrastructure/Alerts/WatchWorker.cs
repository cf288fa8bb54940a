using Channels.Domain;
using Channels.Domain.UseCases.Alerts;
using Channels.Infrastructure.Jobs;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Alerts;

/// <summary>
/// Watches for channels that stay down: when one changed, and when a grace or settling time is over. In the first
/// minute of a run it only waits, because the gateways are bringing back what was connected before; the timelines keep
/// what happens meanwhile.
/// </summary>
internal sealed class WatchWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<WatchWorker> logger)
    : Worker(work, time, logger), INotificationHandler<ChannelChanged>, INotificationHandler<ChannelRemoved>
{
    public static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    // Many channels change at once when a line breaks; nothing here is a matter of a second.
    public static readonly TimeSpan Collecting = TimeSpan.FromSeconds(1);

    private bool _begun;

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken) => Ring();

    public Task Handle(ChannelRemoved notification, CancellationToken cancellationToken) => Ring();

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            // A delay, since an instant would be hours away after the clock was set back.
            await Task.Delay(FirstWait, Time, cancellationToken);
            _begun = true;
        }

        await Task.Delay(Collecting, Time, cancellationToken);
        DateTimeOffset? next;
        do
        {
            next = await voice.SendAsync(new WatchChannels(), cancellationToken);
        }
        while (next <= Time.GetUtcNow());

        return next;
    }

    private Task Ring()
    {
        LookAgain();
        return Task.CompletedTask;
    }
}
