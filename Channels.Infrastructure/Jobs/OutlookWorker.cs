using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Observe;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Jobs;

/// <summary>
/// Looks at all channels together when one changed, and every minute: ends what has been unstable long enough, and
/// measures what depends on those that are down. However many change, it looks once in <see cref="Collecting"/>.
/// </summary>
internal sealed class OutlookWorker(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<OutlookWorker> logger)
    : Worker(work, time, logger), INotificationHandler<ChannelChanged>, INotificationHandler<ChannelRemoved>, INotificationHandler<QueueChanged>
{
    public static readonly TimeSpan Collecting = TimeSpan.FromSeconds(3);

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken) => Ring();

    public Task Handle(ChannelRemoved notification, CancellationToken cancellationToken) => Ring();

    public Task Handle(QueueChanged notification, CancellationToken cancellationToken) => Ring();

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        await voice.SendAsync(new CalmChannels(), cancellationToken);
        await voice.SendAsync(new MeasureOutlook(), cancellationToken);
        await Task.Delay(Collecting, Time, cancellationToken);
        return null;
    }

    private Task Ring()
    {
        LookAgain();
        return Task.CompletedTask;
    }
}
