using Channels.Domain.Sending;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Persistence.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Contents;

/// <summary>
/// Forgets what was kept for its time: contents, then the keys of their days, messages, events. Deleted rows leave nothing in
/// the file, and the log of writes is emptied after them: no file opens them any more.
/// </summary>
internal sealed class Retention(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, ContentKeys keys, KeepOptions keep, TimeProvider time)
{
    // A batch is one transaction, so that other writers get in between.
    private const int Batch = 5000;

    // Also what was deleted before the app last ended.
    private bool _isToTruncate = true;

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ForgetAllAsync(db => ForgetContentsAsync(db, now - keep.Content, cancellationToken), cancellationToken);
        await ForgetAllAsync(db => ForgetKeysAsync(db, now - keep.Content, cancellationToken), cancellationToken);
        await ForgetAllAsync(db => OldMessages(db, now - keep.Log).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        await ForgetAllAsync(db => OldOutgoing(db, now - keep.Log).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        await ForgetAllAsync(db => OldEvents(db, now - keep.Events).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        await ForgetAllAsync(db => OldDeliveries(db).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        if (_isToTruncate)
        {
            // Not while somebody reads what is still in there: then it is tried again the next time.
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            _isToTruncate = !await gate.TruncateLogAsync(db, cancellationToken);
        }
    }

    private async Task ForgetAllAsync(Func<ChannelsDbContext, Task<int>> forget, CancellationToken cancellationToken)
    {
        int count;
        do
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            count = await gate.RunAsync(db, () => forget(db), cancellationToken);
            _isToTruncate |= count > 0;
        }
        while (count >= Batch);
    }

    private static Task<int> ForgetContentsAsync(ChannelsDbContext db, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var day = DayOf(before);
        var old = db.MessageContents
            .Where(x => x.Day <= day && db.Messages.Any(y => y.Id == x.Message && y.ReceivedAt < before))
            .OrderBy(x => x.Day).Take(Batch).Select(x => x.Message);
        return db.MessageContents.Where(x => old.Contains(x.Message)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Of days that are over, and of which nothing waits to be dealt with.</summary>
    private async Task<int> ForgetKeysAsync(ChannelsDbContext db, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var day = DayOf(before);
        var over = await db.Database.SqlQuery<int>(
            $"""
            SELECT "Day" AS "Value" FROM "ContentKeys" AS k WHERE "Day" < {day}
            AND NOT EXISTS (SELECT 1 FROM "MessageContents" AS x WHERE x."Day" = k."Day")
            AND NOT EXISTS (SELECT 1 FROM "Inbox" AS x WHERE x."Day" = k."Day")
            AND NOT EXISTS (SELECT 1 FROM "MetaNotices" AS x WHERE x."Day" = k."Day" AND x."Sealed" IS NOT NULL)
            """).ToListAsync(cancellationToken);
        var count = await db.ContentKeys.Where(x => over.Contains(x.Day)).ExecuteDeleteAsync(cancellationToken);
        keys.Forget(over);
        return count;
    }

    private static IQueryable<Channels.Domain.Messages.Message> OldMessages(ChannelsDbContext db, DateTimeOffset before)
    {
        var old = db.Messages.Where(x => x.ReceivedAt < before).OrderBy(x => x.ReceivedAt).Take(Batch).Select(x => x.Id);
        return db.Messages.Where(x => old.Contains(x.Id));
    }

    private static IQueryable<OutgoingMessage> OldOutgoing(ChannelsDbContext db, DateTimeOffset before)
    {
        var old = db.Outgoing.Where(x => x.StateAt < before && !SendStates.Open.Contains(x.State)).OrderBy(x => x.Position).Take(Batch).Select(x => x.Position);
        return db.Outgoing.Where(x => old.Contains(x.Position));
    }

    private static IQueryable<Channels.Domain.Events.LogEvent> OldEvents(ChannelsDbContext db, DateTimeOffset before)
    {
        var old = db.Events.Where(x => x.At < before).OrderBy(x => x.At).Take(Batch).Select(x => x.Sequence);
        return db.Events.Where(x => old.Contains(x.Sequence));
    }

    /// <summary>Of events that are forgotten.</summary>
    private static IQueryable<WebhookDelivery> OldDeliveries(ChannelsDbContext db)
    {
        var old = db.WebhookDeliveries.Where(x => !db.Events.Any(y => y.Sequence <= x.Sequence)).OrderBy(x => x.Sequence).Take(Batch).Select(x => x.Id);
        return db.WebhookDeliveries.Where(x => old.Contains(x.Id));
    }

    private static int DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).DayNumber;
}
