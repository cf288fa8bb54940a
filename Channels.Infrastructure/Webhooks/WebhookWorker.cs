using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Jobs;
using MediatR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Webhooks;

/// <summary>
/// A <see cref="WebhookPump"/> for each endpoint that is on, so that none delays another; all look when the log of events goes on.
/// </summary>
internal sealed partial class WebhookWorker(ModuleVoice voice, IWebhookSender sender, IEventBodies bodies, TimeProvider time, ILogger<WebhookWorker> logger)
    : BackgroundService, INotificationHandler<EventsAppended>, INotificationHandler<EndpointsEdited>, INotificationHandler<StoreChanged>
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TriesAgainAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, WebhookPump> _pumps = new();
    private readonly BackgroundWork.Alarm _edited = new();

    public Task Handle(EventsAppended notification, CancellationToken cancellationToken)
    {
        RingAll();
        return Task.CompletedTask;
    }

    public Task Handle(EndpointsEdited notification, CancellationToken cancellationToken)
    {
        _edited.Ring();
        return Task.CompletedTask;
    }

    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        if (notification.Outage is null)
        {
            _edited.Ring();
        }

        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The app starts without waiting for it.
        await Task.Yield();
        try
        {
            while (true)
            {
                await _edited.WaitAsync(await ServeAsync(stoppingToken), time, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_pumps.Values.Select(x => x.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Begins and ends what is to be served now.</summary>
    /// <returns>How long to wait, unless something changes.</returns>
    private async Task<TimeSpan> ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var wanted = (await voice.SendAsync(new ListEndpoints(), cancellationToken)).Where(x => x.Endpoint.Off is null).Select(x => x.Endpoint.Id).ToHashSet();
            foreach (var (id, pump) in _pumps.Where(x => !wanted.Contains(x.Key)))
            {
                _pumps.TryRemove(id, out _);
                await pump.DisposeAsync();
            }

            foreach (var id in wanted.Where(x => !_pumps.ContainsKey(x)))
            {
                var pump = _pumps[id] = new WebhookPump(id, voice, sender, bodies, time, logger);
                pump.Begin();
            }

            RingAll();
            return LookAgainAfter;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotServed(logger, problem);
            return TriesAgainAfter;
        }
    }

    private void RingAll()
    {
        foreach (var pump in _pumps.Values)
        {
            pump.Ring();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The endpoints of webhooks could not be read; it is tried again")]
        public static partial void NotServed(ILogger logger, Exception problem);
    }
}
