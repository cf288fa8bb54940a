using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Events;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Sending;
using Channels.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Channels.Infrastructure.Persistence;

/// <summary>Writes the events of a transaction: what its changes mean to other systems.</summary>
internal sealed class EventRows
{
    private readonly ChannelsDbContext _db;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;

    // In the order in which they were added or found: several messages may share a transaction.
    private readonly Dictionary<object, int> _order = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Type, ChannelId? Channel, Guid? Subject, string? Data)> _found = [];
    private EventLog? _log;

    /// <summary>Something was added.</summary>
    public bool Wrote { get; private set; }

    public EventRows(ChannelsDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        (_db, _time, _cancellation) = (db, time, cancellationToken);
        db.ChangeTracker.Tracked += (_, tracked) => _order.TryAdd(tracked.Entry.Entity, _order.Count);
    }

    /// <summary>Before a save, what it will change.</summary>
    public async Task TakeAsync()
    {
        foreach (var entry in Changed())
        {
            _ = entry.Entity switch
            {
                Channel channel => OfChannel(channel, entry),
                Conversation conversation => OfConversation(conversation, entry),
                Message message => OfMessage(message, entry),
                OutgoingMessage message => OfOutgoing(message, entry),
                LinkedItem item => OfItem(item, entry),
                Incident incident => OfIncident(incident, entry),
                WebhookEndpoint endpoint => OfEndpoint(endpoint, entry),
                _ => false,
            };
        }

        if (_found.Count > 0)
        {
            var log = await LoadAsync();
            _db.Events.AddRange(_found.Select(x => log.Append(x.Type, _time.GetUtcNow(), x.Channel, x.Subject, x.Data)).ToList());
            _found.Clear();
            Wrote = true;
        }
    }

    /// <summary>For each row that a statement finds, in the order of its ids, before they are changed in bulk.</summary>
    /// <param name="rows">The rest of a select: from which table, and which of its rows.</param>
    /// <param name="data">An expression of the row, with its braces doubled.</param>
    public async Task AppendAsync(string type, ChannelId channel, FormattableString rows, string data = "NULL")
    {
        var log = await LoadAsync();
        object?[] arguments = [.. rows.GetArguments(), log.Last, type, _time.GetUtcNow().UtcTicks, channel.Value];
        var first = rows.ArgumentCount;
        var sql =
            $$"""
            INSERT INTO "Events" ("Sequence", "Type", "At", "Channel", "Subject", "Data")
            SELECT {{{first}}} + row_number() OVER (ORDER BY "Id"), {{{first + 1}}}, {{{first + 2}}}, {{{first + 3}}}, "Id", {{data}} {{rows.Format}}
            """;
        log.Skip(await _db.Database.ExecuteSqlRawAsync(sql, arguments!, _cancellation));
        Wrote = true;
    }

    private List<EntityEntry> Changed() =>
    [
        .. _db.ChangeTracker.Entries()
            .Where(x => x.State is not EntityState.Unchanged)
            .OrderBy(x => x.State == EntityState.Added || x.Entity is Message ? _order.GetValueOrDefault(x.Entity) : int.MaxValue),
    ];

    private async Task<EventLog> LoadAsync() =>
        _log ??= await _db.EventLogs.SingleOrDefaultAsync(_cancellation) ?? _db.EventLogs.Add(EventLog.New()).Entity;

    private bool OfChannel(Channel channel, EntityEntry entry) => entry.State switch
    {
        EntityState.Added => Add(EventTypes.ChannelCreated, channel.Id, data: DataOf(channel)),
        EntityState.Deleted => Add(EventTypes.ChannelRemoved, channel.Id),
        _ when !entry.Property(nameof(Channel.Revision)).IsModified => false,
        _ when channel.IsBeingRemoved && entry.Property(Configurations.ChannelConfiguration.NameKey).IsModified => Add(EventTypes.ChannelRemoving, channel.Id),
        _ => Add(TypeOf(channel, entry), channel.Id, data: DataOf(channel)),
    };

    private static string TypeOf(Channel channel, EntityEntry entry)
    {
        var code = entry.ComplexProperty(nameof(Channel.Reason)).Property(nameof(StatusReason.Code));
        var before = ReasonTable.StatusOf((ReasonCode)code.OriginalValue!);
        return before == channel.Status ? EventTypes.ChannelUpdated : channel.Status switch
        {
            ChannelStatus.Connected => EventTypes.ChannelConnected,
            ChannelStatus.Disconnected => EventTypes.ChannelDisconnected,
            _ when before == ChannelStatus.Connected => EventTypes.ChannelReconnecting,
            _ => EventTypes.ChannelUpdated,
        };
    }

    private bool OfConversation(Conversation conversation, EntityEntry entry)
    {
        var isOpen = entry.Property(nameof(Conversation.IsOpen));
        var isNew = entry.State == EntityState.Added;
        if ((isNew || isOpen.IsModified) && conversation.IsOpen)
        {
            return Add(EventTypes.ConversationOpened, conversation.Channel, conversation.Id);
        }

        return isNew ? false
            : isOpen.IsModified ? Add(EventTypes.ConversationClosed, conversation.Channel, conversation.Id, DataOf(conversation))
            : entry.Property(nameof(Conversation.Channel)).IsModified && Add(EventTypes.ConversationMoved, conversation.Channel, conversation.Id);
    }

    private bool OfMessage(Message message, EntityEntry entry) => entry.State switch
    {
        EntityState.Added when message.Direction == MessageDirection.In => Add(EventTypes.MessageReceived, message.Line, message.Id),
        EntityState.Modified when entry.Property(nameof(Message.Type)).IsModified =>
            Add(EventTypes.MessageContentAvailable, message.Line, message.Id),
        _ => false,
    };

    private bool OfOutgoing(OutgoingMessage message, EntityEntry entry) =>
        entry.State == EntityState.Modified && entry.Property(nameof(OutgoingMessage.State)).IsModified
        && TypeOf(message.State) is { } type && Add(type, message.Channel, message.Id);

    private static string? TypeOf(SendState state) => state switch
    {
        SendState.Sent => EventTypes.MessageSent,
        SendState.Delivered => EventTypes.MessageDelivered,
        SendState.Read => EventTypes.MessageRead,
        SendState.Failed => EventTypes.MessageFailed,
        SendState.Expired => EventTypes.MessageExpired,
        SendState.Undecided => EventTypes.MessageUndecided,
        SendState.Uncertain => EventTypes.MessageUncertain,
        _ => null,
    };

    private bool OfItem(LinkedItem item, EntityEntry entry) =>
        entry.State == EntityState.Modified && entry.Property(nameof(LinkedItem.Channel)).IsModified
        && Add(item.Channel is null ? EventTypes.IntegrationUnlinked : EventTypes.LinkedMoved, item.Channel, item.Id);

    /// <summary>Told of once it is judged; and once it is over because the channel is back.</summary>
    private bool OfIncident(Incident incident, EntityEntry entry)
    {
        var isNew = entry.State == EntityState.Added;
        var wasAlerted = !isNew && entry.Property(nameof(Incident.AlertedAt)).OriginalValue is not null;
        return entry.State is EntityState.Added or EntityState.Modified
            && ((incident.JudgedAt is not null && !wasAlerted && (isNew || entry.Property(nameof(Incident.JudgedAt)).IsModified)
                    && Add(EventTypes.ChannelDown, incident.Channel, incident.Id, DataOf(incident)))
                | (incident is { IsKnown: true, EndedAt: not null, UpSince: not null } && (isNew || entry.Property(nameof(Incident.EndedAt)).IsModified)
                    && Add(EventTypes.ChannelRecovered, incident.Channel, incident.Id, DataOf(incident))));
    }

    private bool OfEndpoint(WebhookEndpoint endpoint, EntityEntry entry) =>
        entry.State == EntityState.Modified && entry.Property(nameof(WebhookEndpoint.Off)).IsModified
        && endpoint.Off is { } why and not EndpointOff.ByPerson
        && Add(EventTypes.EndpointDisabled, channel: null, endpoint.Id, JsonSerializer.Serialize(new { reason = why.ToString() }));

    private bool Add(string type, ChannelId? channel, Guid? subject = null, string? data = null)
    {
        _found.Add((type, channel, subject, data));
        return true;
    }

    private static string DataOf(Channel channel) =>
        JsonSerializer.Serialize(new { status = channel.Status.ToString(), reason = channel.Reason.Code.ToString() });

    private static string DataOf(Incident incident) => JsonSerializer.Serialize(new
    {
        first_reason = incident.FirstReason.Code.ToString(),
        reason = incident.Reason.Code.ToString(),
        since = incident.StartedAt.UtcDateTime,
        up_since = incident.UpSince?.UtcDateTime,
        drops = incident.Drops,
    });

    private static string? DataOf(Conversation conversation) =>
        conversation.ContinuesIn is { } other ? JsonSerializer.Serialize(new { continues_in = other }) : null;
}
