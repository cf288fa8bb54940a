using System.Text;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>Keeps what Meta told until it is dealt with, and its keys for as long as Meta may repeat it.</summary>
internal sealed partial class MetaNotices(
    IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, ContentKeys keys, TimeProvider time, ILogger<MetaNotices> logger)
{
    /// <summary>Meta repeats what was not answered for up to 7 days (WhatsApp documentation, Webhooks).</summary>
    private static readonly TimeSpan RepeatedFor = TimeSpan.FromDays(8);

    /// <summary>What came in is on the disk when this returns; what was known already is left alone.</summary>
    public async Task KeepAsync(IReadOnlyList<(string Key, NoticeBody Body)> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                var day = await keys.TodayAsync(db, now, cancellationToken);
                foreach (var (key, body) in notices)
                {
                    var closed = day.Seal(Encoding.UTF8.GetBytes(key), body.ToJson());
                    await db.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "MetaNotices" ("Key", "ReceivedAt", "Day", "Sealed") VALUES ({key}, {now.UtcTicks}, {day.Number}, {closed})
                        ON CONFLICT ("Key") DO NOTHING
                        """,
                        cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>What is still to be dealt with and came after <paramref name="last"/>, in the order in which it came.</summary>
    /// <returns>Also the id of the last one that was looked at, should it not open; 0 where nothing is left.</returns>
    public async Task<(IReadOnlyList<WaitingNotice> Notices, long Last)> ListAsync(long last, int atMost, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.MetaNotices.AsNoTracking()
            .Where(x => x.Sealed != null && x.Id > last).OrderBy(x => x.Id).Take(atMost).ToListAsync(cancellationToken);
        var waiting = new List<WaitingNotice>(rows.Count);
        foreach (var row in rows)
        {
            // Its day is kept for as long as anything of it waits here.
            var day = await keys.FindAsync(db, row.Day, cancellationToken);
            if (day?.Open(Encoding.UTF8.GetBytes(row.Key), row.Sealed) is { } json && NoticeBody.FromJson(json) is { } body)
            {
                waiting.Add(new WaitingNotice(row.Id, row.ReceivedAt, body));
            }
            else
            {
                Log.Unreadable(logger, row.Id);
            }
        }

        return (waiting, rows.Count == 0 ? 0 : rows[^1].Id);
    }

    /// <summary>They were dealt with; what is so old that Meta does not repeat it any more is forgotten.</summary>
    public async Task DoneAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var old = time.GetUtcNow() - RepeatedFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                await db.MetaNotices.Where(x => ids.Contains(x.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Sealed, (byte[]?)null), cancellationToken);
                return await db.MetaNotices.Where(x => x.ReceivedAt < old && x.Sealed == null).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Notice {Notice} of Meta's cannot be opened; it stays")]
        public static partial void Unreadable(ILogger logger, long notice);
    }
}
