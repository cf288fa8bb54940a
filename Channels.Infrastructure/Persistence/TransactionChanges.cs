using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Events;
using Channels.Domain.Sending;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Persistence.Configurations;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Before each save of a transaction: fills the keys of the unique indexes, takes over new timeline lines and events, and
/// notes what is to be published once the transaction is committed.
/// </summary>
internal sealed class TransactionChanges(ChannelsDbContext db, EventRows events)
{
    private readonly Dictionary<ChannelId, INotification> _channels = [];
    private readonly Dictionary<ChannelId, INotification> _signs = [];
    private readonly HashSet<ChannelId> _sendingOn = [];
    private readonly HashSet<Guid> _sending = [];
    private bool _pending;
    private bool _alerts;
    private bool _endpoints;
    private bool _webhooks;

    /// <summary>Of each channel only how it ended.</summary>
    public IEnumerable<INotification> Published =>
    [
        .. _channels.Values,
        .. _signs.Values,
        .. _sendingOn.Count > 0 ? [new QueueChanged(_sendingOn, _sending)] : Array.Empty<INotification>(),
        .. _pending ? [new PendingChanged()] : Array.Empty<INotification>(),
        .. _alerts ? [new AlertsChanged()] : Array.Empty<INotification>(),
        .. _webhooks ? [new WebhooksChanged()] : Array.Empty<INotification>(),
        .. _endpoints ? [new EndpointsEdited()] : Array.Empty<INotification>(),
        .. events.Wrote ? [new EventsAppended()] : Array.Empty<INotification>(),
    ];

    public async Task TakeAsync()
    {
        // Once, and not with each look at what is tracked.
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            TakeChanges();
            await events.TakeAsync();
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    private void TakeChanges()
    {
        _pending |= db.ChangeTracker.Entries<GatewayJob>().Any(x => x.State is not EntityState.Unchanged);
        _alerts |= db.ChangeTracker.Entries().Any(x => x is { Entity: Incident or Delivery, State: not EntityState.Unchanged });
        _webhooks |= db.ChangeTracker.Entries().Any(x => x is { Entity: WebhookEndpoint or WebhookDelivery, State: not EntityState.Unchanged });
        _endpoints |= db.ChangeTracker.Entries<WebhookEndpoint>().Any(x => x.State is EntityState.Added or EntityState.Deleted || x.Property(y => y.Revision).IsModified)
            || db.ChangeTracker.Entries<WebhookDelivery>().Any(x => x is { State: EntityState.Modified, Entity.Attempts: 0 });
        foreach (var entry in db.ChangeTracker.Entries<ChannelSigns>().Where(x => x.State is EntityState.Added or EntityState.Modified))
        {
            _signs[entry.Entity.Channel] = new SignsChanged(entry.Entity);
        }

        foreach (var entry in db.ChangeTracker.Entries<OutgoingMessage>().Where(x => x.State is not EntityState.Unchanged))
        {
            _sendingOn.Add(entry.Entity.Channel);
            _sending.Add(entry.Entity.Id);
        }

        foreach (var entry in db.ChangeTracker.Entries<Channel>().ToList())
        {
            var channel = entry.Entity;
            db.History.AddRange(channel.DrainHistory());
            if (entry.State == EntityState.Deleted)
            {
                _channels[channel.Id] = new ChannelRemoved(channel.Id);
            }
            else
            {
                FillKeys(entry);
                if (entry.State == EntityState.Added || entry.Property(x => x.Revision).IsModified)
                {
                    _channels[channel.Id] = new ChannelChanged(channel.Snapshot());
                }
            }
        }
    }

    // One that goes leaves its name and its number to others at once; no name has a control character.
    private static void FillKeys(EntityEntry<Channel> entry)
    {
        var channel = entry.Entity;
        var (name, number) = channel.IsBeingRemoved ? ($"\u0001{channel.Id}", null) : (channel.Name.Key, channel.Number?.Key);
        entry.Property(ChannelConfiguration.NameKey).CurrentValue = name;
        entry.Property(ChannelConfiguration.NumberKey).CurrentValue = number;
    }
}
