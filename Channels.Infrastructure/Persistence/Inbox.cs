using System.Text;
using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class Inbox(IDbContextFactory<ChannelsDbContext> contexts, ContentKeys keys, TimeProvider time) : IInbox
{
    /// <summary>Adds to the work of a transaction; what is there already stays as it is.</summary>
    /// <param name="handedOver">By keys that are the same whenever it comes.</param>
    public async Task AddAsync(ChannelsDbContext db, ChannelId channel, IReadOnlyDictionary<string, string> handedOver, CancellationToken cancellationToken)
    {
        if (handedOver.Count == 0)
        {
            return;
        }

        var day = await keys.TodayAsync(db, time.GetUtcNow(), cancellationToken);
        if (db.ChangeTracker.HasChanges())
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        await using var add = new Statement(
            db,
            """
            INSERT INTO "Inbox" ("Channel", "Key", "Day", "Sealed") VALUES ($channel, $key, $day, $sealed)
            ON CONFLICT ("Channel", "Key") DO NOTHING
            """);
        foreach (var (key, json) in handedOver)
        {
            var closed = day.Seal(BoundTo(channel, key), Encoding.UTF8.GetBytes(json));
            await add.RunAsync(cancellationToken, ("$channel", channel.Value), ("$key", key), ("$day", day.Number), ("$sealed", closed));
        }
    }

    public async Task<IReadOnlyList<InboxItem>> ListAsync(ChannelId? channel, long last, int atMost, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Inbox.AsNoTracking().Where(x => x.Id > last && (channel == null || x.Channel == channel)).OrderBy(x => x.Id).Take(atMost).ToListAsync(cancellationToken);
        var items = new List<InboxItem>(rows.Count);
        foreach (var row in rows)
        {
            // Its day is kept for as long as anything of it waits here.
            var day = await keys.FindAsync(db, row.Day, cancellationToken);
            var json = day?.Open(BoundTo(row.Channel, row.Key), row.Sealed);
            items.Add(new InboxItem(row.Id, row.Channel, json is null ? null : Encoding.UTF8.GetString(json)));
        }

        return items;
    }

    public async Task<bool> KnowsAsync(ChannelId channel, string key, ContactAddress? contact, string whatsAppId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Inbox.AnyAsync(x => x.Channel == channel && x.Key == key, cancellationToken))
        {
            return true;
        }

        var names = contact?.Keys ?? [];
        return await db.Messages.AnyAsync(
            x => x.Line == channel && x.Direction == MessageDirection.In && x.WhatsAppId == whatsAppId && x.Type != MessageType.Undecryptable
                && db.ContactIdentities.Any(y => names.Contains(y.Key) && y.Contact == x.Contact),
            cancellationToken);
    }

    private static byte[] BoundTo(ChannelId channel, string key) => Encoding.UTF8.GetBytes($"{channel} {key}");
}
