using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>Keeps what Meta told until it is dealt with, and its keys for as long as Meta may repeat it.</summary>
internal sealed class MetaNotices(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, TimeProvider time)
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
        var written = notices.Select(x => (x.Key, IsHeld: x.Body.Kind == NoticeKind.Unnumbered, Json: x.Body.ToJson())).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                foreach (var (key, isHeld, json) in written)
                {
                    await db.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "MetaNotices" ("Key", "ReceivedAt", "IsHeld", "Body") VALUES ({key}, {now.UtcTicks}, {isHeld}, {json})
                        ON CONFLICT ("Key") DO NOTHING
                        """,
                        cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>What is still to be dealt with and came after <paramref name="last"/>, in the order in which it came.</summary>
    public async Task<IReadOnlyList<MetaNotice>> ListAsync(long last, int atMost, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaNotices.AsNoTracking()
            .Where(x => x.Body != null && !x.IsHeld && x.Id > last).OrderBy(x => x.Id).Take(atMost).ToListAsync(cancellationToken);
    }

    /// <summary>They were dealt with; what is so old that Meta does not repeat it any more is forgotten, but for what is held.</summary>
    public async Task DoneAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var old = time.GetUtcNow() - RepeatedFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                await db.MetaNotices.Where(x => ids.Contains(x.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Body, (string?)null), cancellationToken);
                return await db.MetaNotices.Where(x => x.ReceivedAt < old && !x.IsHeld).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken);
    }
}
