using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Webhooks;

/// <param name="flushAsync">Before rows are changed in bulk.</param>
internal sealed class WebhookRows(ChannelsDbContext db, Func<Task> flushAsync, CancellationToken cancellationToken) : IWebhookData
{
    public void Add(WebhookEndpoint endpoint) => db.WebhookEndpoints.Add(endpoint);

    public void Remove(WebhookEndpoint endpoint) => db.WebhookEndpoints.Remove(endpoint);

    public Task<WebhookEndpoint?> FindAsync(Guid id) => db.WebhookEndpoints.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public async Task<IReadOnlyList<LinkedItem>> ListReachAsync(Guid endpoint) =>
        await db.LinkedItems.Where(x => x.Endpoint == endpoint && x.Channel != null).ToListAsync(cancellationToken);

    public Task<Dictionary<long, WebhookDelivery>> FindDeliveriesAsync(Guid endpoint, IReadOnlyList<long> sequences) =>
        db.WebhookDeliveries.Where(x => x.Endpoint == endpoint && sequences.Contains(x.Sequence)).ToDictionaryAsync(x => x.Sequence, cancellationToken);

    public Task<WebhookDelivery?> FindDeliveryAsync(Guid delivery) => db.WebhookDeliveries.SingleOrDefaultAsync(x => x.Id == delivery, cancellationToken);

    public void Add(WebhookDelivery delivery) => db.WebhookDeliveries.Add(delivery);

    public async Task HurryAsync(Guid endpoint, DateTimeOffset now)
    {
        await flushAsync();
        await db.WebhookDeliveries.Where(x => x.Endpoint == endpoint && x.Stage == DeliveryStage.Waiting && x.NextTryAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.NextTryAt, now), cancellationToken);
    }

    public async Task<long> ReadLastAsync() => await db.EventLogs.Select(x => (long?)x.Last).SingleOrDefaultAsync(cancellationToken) ?? 0;

    public async Task<long> ReadLastBeforeAsync(DateTimeOffset at) =>
        await db.Events.Where(x => x.At >= at).MinAsync(x => (long?)x.Sequence, cancellationToken) is { } first ? first - 1 : await ReadLastAsync();
}
