using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Infrastructure.Jobs;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Alerts;

/// <summary>
/// Tells that the store takes no writes, once on each route, and once more when it takes them again. What was told it
/// keeps in memory: it is about what cannot be written.
/// </summary>
internal sealed class StoreTeller(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<StoreTeller> logger)
    : Worker(work, time, logger), INotificationHandler<StoreChanged>
{
    /// <summary>A lock, or a disk that somebody clears just now, is nobody's alert.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    // Those that were told of an outage and not of its end.
    private readonly HashSet<AlertRoute> _told = [];
    private volatile StoreOutage? _outage;
    private (StoreStory Story, Guid Message)? _news;

    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        _outage = notification.Outage;
        LookAgain();
        return Task.CompletedTask;
    }

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var (outage, now) = (_outage, Time.GetUtcNow());
        if (now < outage?.Since + Grace)
        {
            return outage?.Since + Grace;
        }

        _news = (outage, _news?.Story) switch
        {
            (not null, null or { Over: not null }) => (new StoreStory(outage, Over: null), Guid.CreateVersion7(now)),
            (null, { Over: null } story) => (story with { Over = now }, Guid.CreateVersion7(now)),
            _ => _news,
        };
        if (_news is var (news, message))
        {
            await TellAsync(news, message, cancellationToken);
        }

        return null;
    }

    private async Task TellAsync(StoreStory news, Guid message, CancellationToken cancellationToken)
    {
        var isOver = news.Over is not null;
        foreach (var route in Enum.GetValues<AlertRoute>().Where(route => _told.Contains(route) == isOver))
        {
            // What certainly was not taken is tried again at the next look, and so is a route that is off.
            if (await voice.SendAsync(new TellOfStore(route, message, news), cancellationToken) is { Verdict: not AlertVerdict.Failed })
            {
                _ = isOver ? _told.Remove(route) : _told.Add(route);
            }
        }
    }
}
