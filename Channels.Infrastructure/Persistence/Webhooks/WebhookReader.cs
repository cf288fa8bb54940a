using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Persistence.Reading;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Webhooks;

internal sealed class WebhookReader(IDbContextFactory<ChannelsDbContext> contexts, MessageLogReader log, TimeProvider time) : IWebhookStore
{
    /// <summary>What waits is counted up to here.</summary>
    private const int MostCounted = 100_000;

    public async Task<IReadOnlyList<KeptEndpoint>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoints = await db.WebhookEndpoints.AsNoTracking().OrderByDescending(x => x.MadeAt).ToListAsync(cancellationToken);
        var reach = await (
            from item in db.LinkedItems
            where item.Endpoint != null && item.Channel != null
            join channel in db.Channels on item.Channel equals channel.Id
            orderby channel.Name
            select new { Endpoint = item.Endpoint!.Value, Channel = channel.Id, channel.Name }).ToListAsync(cancellationToken);
        var channels = reach.ToLookup(x => x.Endpoint, x => KeyValuePair.Create(x.Channel, x.Name.Value));
        var kept = new List<KeptEndpoint>();
        foreach (var endpoint in endpoints)
        {
            var waiting = await db.WebhookDeliveries.CountAsync(x => x.Endpoint == endpoint.Id && x.Stage == DeliveryStage.Waiting, cancellationToken);
            var untried = await New(db, endpoint).Take(MostCounted).CountAsync(cancellationToken);
            kept.Add(new KeptEndpoint(endpoint, [.. channels[endpoint.Id]], waiting + untried));
        }

        return kept;
    }

    public async Task<DueEvents?> FindDueAsync(Guid endpoint, int atMost, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(x => x.Id == endpoint, cancellationToken) is not { } served
            || await db.EventLogs.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } events)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var waiting = await Waiting(db, served, now).Take(atMost).ToListAsync(cancellationToken);
        var found = await New(db, served).OrderBy(x => x.Sequence).Take(atMost + 1).ToListAsync(cancellationToken);
        List<LogEvent> next = [.. found.Take(atMost)];
        var upTo = found.Count > atMost ? next[^1].Sequence : Math.Max(events.Last, found.Count > 0 ? found[^1].Sequence : served.Position);
        var nextAt = await db.WebhookDeliveries.Where(x => x.Endpoint == endpoint && x.Stage == DeliveryStage.Waiting && x.NextTryAt > now)
            .MinAsync(x => (DateTimeOffset?)x.NextTryAt, cancellationToken);
        return new DueEvents(
            served, events.Id, await log.ReadAsync(db, waiting, cancellationToken), await log.ReadAsync(db, next, cancellationToken), served.Position, upTo, nextAt);
    }

    public async Task<IReadOnlyList<WebhookDelivery>> ListDeliveriesAsync(
        Guid endpoint, DeliveryStage? stage, long? before, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries.AsNoTracking()
            .Where(x => x.Endpoint == endpoint && (stage == null || x.Stage == stage) && (before == null || x.Sequence < before))
            .OrderByDescending(x => x.Sequence).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<DeliveredEvent?> FindDeliveryAsync(Guid delivery, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(x => x.Id == delivery, cancellationToken) is not { } found
            || await db.Events.AsNoTracking().SingleOrDefaultAsync(x => x.Sequence == found.Sequence, cancellationToken) is not { } happened)
        {
            return null;
        }

        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleAsync(x => x.Id == found.Endpoint, cancellationToken);
        var events = await db.EventLogs.AsNoTracking().SingleAsync(cancellationToken);
        return new DeliveredEvent(found, endpoint, (await log.ReadAsync(db, [happened], cancellationToken))[0], events.Id);
    }

    /// <summary>What was tried and is due, the oldest first; where the endpoint fails, whatever waits, the least tried first.</summary>
    private static IQueryable<LogEvent> Waiting(ChannelsDbContext db, WebhookEndpoint endpoint, DateTimeOffset now)
    {
        var waiting = db.WebhookDeliveries.Where(x => x.Endpoint == endpoint.Id && x.Stage == DeliveryStage.Waiting);
        waiting = endpoint.Failures > 0 ? waiting.OrderBy(x => x.Attempts).ThenBy(x => x.Sequence) : waiting.Where(x => x.NextTryAt <= now).OrderBy(x => x.Sequence);
        return from delivery in waiting join happened in db.Events.AsNoTracking() on delivery.Sequence equals happened.Sequence select happened;
    }

    /// <summary>What it wants to hear and was not posted since its place in the log.</summary>
    private static IQueryable<LogEvent> New(ChannelsDbContext db, WebhookEndpoint endpoint)
    {
        var events = db.Events.AsNoTracking().Where(x => x.Sequence > endpoint.Position)
            .Where(x => !db.WebhookDeliveries.Any(y => y.Endpoint == endpoint.Id && y.Sequence == x.Sequence && y.Stage == DeliveryStage.Waiting));
        if (endpoint.Types is { Count: > 0 } types)
        {
            events = events.Where(x => types.Contains(x.Type));
        }

        // That it is told of a channel no more is told too.
        return endpoint.IsUnrestricted ? events : events.Where(x =>
            db.LinkedItems.Any(y => y.Endpoint == endpoint.Id && y.Channel != null && y.Channel == x.Channel)
            || (x.Type == EventTypes.IntegrationUnlinked && db.LinkedItems.Any(y => y.Endpoint == endpoint.Id && y.Id == x.Subject)));
    }
}
