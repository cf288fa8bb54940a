using System.Text;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Events;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Reading;

internal sealed class MessageLogReader(IDbContextFactory<ChannelsDbContext> contexts, ContentKeys contents) : IMessageLog
{
    public async Task<LoggedMessage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, [id], cancellationToken)).GetValueOrDefault(id);
    }

    public async Task<EventPage> ReadEventsAsync(
        EventCursor? after, int take, KeyGrant? reader, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var log = await db.EventLogs.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (log is null)
        {
            return after is null or { Sequence: 0 } ? new EventPage([], EventCursor.Start, IsWhole: true) : throw Expired(EventCursor.Start);
        }

        // The log's end first, and its beginning last: what is committed or forgotten in between is then never passed over.
        var from = after?.Sequence ?? 0;
        var reached = reader?.Channels?.ToList();
        var found = await db.Events.AsNoTracking()
            .Where(x => x.Sequence > from && (reached == null || (x.Channel != null && reached.Contains(x.Channel.Value))
                || (x.Type == EventTypes.IntegrationUnlinked && db.LinkedItems.Any(y => y.Id == x.Subject && y.Key == reader!.Id))))
            .OrderBy(x => x.Sequence).Take(take + 1).ToListAsync(cancellationToken);
        var before = await db.Events.MinAsync(x => (long?)x.Sequence, cancellationToken) - 1 ?? log.Last;
        if (after is { } place && !IsKept(place, log, before))
        {
            throw Expired(new EventCursor(log.Id, before));
        }

        var events = found.Take(take).ToList();
        return new EventPage(
            await ReadAsync(db, events, cancellationToken),
            new EventCursor(log.Id, found.Count > take ? events[^1].Sequence : Math.Max(log.Last, found.Count > 0 ? found[^1].Sequence : 0)),
            IsWhole: found.Count <= take);
    }

    /// <summary>With the messages that they are about, as they stand now.</summary>
    public async Task<IReadOnlyList<ReadEvent>> ReadAsync(ChannelsDbContext db, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
    {
        var messages = await ReadAsync(db, [.. events.Where(IsOfMessage).Select(x => x.Subject).OfType<Guid>()], cancellationToken);
        return [.. events.Select(x => new ReadEvent(x, x.Subject is { } subject ? messages.GetValueOrDefault(subject) : null))];
    }

    private static bool IsOfMessage(LogEvent happened) => happened.Type.StartsWith("message.", StringComparison.Ordinal);

    /// <summary>A place in this log, of which everything that follows is still there.</summary>
    private static bool IsKept(EventCursor place, EventLog log, long before) =>
        place == EventCursor.Start ? before == 0 : place.Log == log.Id && place.Sequence >= before;

    private static RuleViolation Expired(EventCursor oldest) => new(Rule.CursorExpired, oldest);

    internal async Task<Dictionary<Guid, LoggedMessage>> ReadAsync(ChannelsDbContext db, List<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var logged = await db.Messages.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        var outgoing = await db.Outgoing.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        var kept = await db.MessageContents.AsNoTracking().Where(x => ids.Contains(x.Message)).ToDictionaryAsync(x => x.Message, cancellationToken);
        var whose = logged.Values.Select(x => x.Contact).Concat(outgoing.Values.Select(x => x.Contact)).Distinct().ToList();
        var contacts = await db.Contacts.AsNoTracking().Where(x => whose.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        var named = logged.Values.Select(x => x.Conversation).OfType<Guid>().Distinct().ToList();
        var names = await db.Conversations.Where(x => named.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.ContactName, cancellationToken);

        var read = new Dictionary<Guid, LoggedMessage>();
        foreach (var id in ids.Distinct())
        {
            var says = kept.TryGetValue(id, out var content) && await contents.FindAsync(db, content.Day, cancellationToken) is { } day
                && day.Open(id.ToByteArray(), content.Sealed) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
            if (Of(logged.GetValueOrDefault(id), outgoing.GetValueOrDefault(id), contacts) is { } message)
            {
                read[id] = message with { Says = says, ContactName = message.Conversation is { } conversation ? names.GetValueOrDefault(conversation) : null };
            }
        }

        return read;
    }

    /// <summary>What went out is in the log, and what became of it beside it.</summary>
    private static LoggedMessage? Of(Message? logged, OutgoingMessage? outgoing, Dictionary<Guid, Contact> contacts)
    {
        if (logged is null && outgoing is null)
        {
            return null;
        }

        var message = logged is null
            ? new LoggedMessage(outgoing!.Id, outgoing.Channel, MessageDirection.Out, outgoing.Type, contacts.GetValueOrDefault(outgoing.Contact))
            : new LoggedMessage(logged.Id, logged.Line, logged.Direction, logged.Type, contacts.GetValueOrDefault(logged.Contact))
            {
                Conversation = logged.Conversation,
                TypeName = logged.TypeName,
                SentAt = logged.SentAt,
            };
        return message with
        {
            WhatsAppId = logged?.WhatsAppId ?? outgoing?.WhatsAppId,
            RefersTo = logged?.RefersTo ?? outgoing?.RepliesTo,
            At = outgoing?.AcceptedAt ?? logged!.ReceivedAt,
            State = outgoing?.State,
            Cause = outgoing?.Cause,
            Refusal = outgoing?.Refusal,
            ClientReference = outgoing?.ClientReference,
            SendAt = outgoing?.SendAt,
            ExpiresAt = outgoing?.ExpiresAt,
        };
    }
}
