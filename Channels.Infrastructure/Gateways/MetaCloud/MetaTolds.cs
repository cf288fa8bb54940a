using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>Keeps what Meta told about accounts and numbers: the latest of each kind, in whatever order it comes.</summary>
internal sealed class MetaTolds(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>How exactly it is known when a number last sent, while nothing depends on it.</summary>
    private static readonly TimeSpan Exactness = TimeSpan.FromMinutes(1);

    /// <summary>Everything about a number and its account, whether it still holds or not.</summary>
    public async Task<IReadOnlyList<MetaTold>> ListAsync(string? accountId, string? numberId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaTold.AsNoTracking().Where(x => x.About == accountId || x.About == numberId).ToListAsync(cancellationToken);
    }

    /// <summary>A repetition, and what is older than what is known, changes nothing; of one second the one that lasts longer counts.</summary>
    public async Task KeepAsync(MetaTold word, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            () => db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "MetaTold" ("About", "Kind", "ToldAt", "Until", "Detail")
                VALUES ({word.About}, {word.Kind.ToString()}, {word.ToldAt.UtcTicks}, {word.Until?.UtcTicks}, {word.Detail})
                ON CONFLICT ("About", "Kind") DO UPDATE
                SET "ToldAt" = excluded."ToldAt", "Until" = excluded."Until", "Detail" = excluded."Detail"
                WHERE (excluded."ToldAt", COALESCE(excluded."Until", 0), COALESCE(excluded."Detail", ''))
                    > ("MetaTold"."ToldAt", COALESCE("MetaTold"."Until", 0), COALESCE("MetaTold"."Detail", ''))
                """,
                cancellationToken),
            cancellationToken);
    }

    /// <summary>A message of a number went through. There are many of those: most change nothing, and are not written.</summary>
    /// <returns>Whether it ends something that holds until then.</returns>
    public async Task<bool> PassAsync(string? accountId, MetaTold word, CancellationToken cancellationToken)
    {
        var told = await ListAsync(accountId, word.About, cancellationToken);
        var before = told.FirstOrDefault(x => x.Kind == word.Kind)?.ToldAt;
        var ends = ToldTable.Ends(told, word, time.GetUtcNow());
        if (before is null || before + Exactness <= word.ToldAt || (ends && before < word.ToldAt))
        {
            await KeepAsync(word, cancellationToken);
        }

        return ends;
    }
}
