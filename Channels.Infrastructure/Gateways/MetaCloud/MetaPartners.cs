using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>An account whose owner let our app in, as Meta's webhook told (account_update, PARTNER_ADDED).</summary>
internal sealed class MetaPartner
{
    public required string AccountId { get; init; }

    public required DateTimeOffset ToldAt { get; set; }
}

/// <summary>
/// Keeps which accounts were opened to our app lately: where a token names none, one of them may be meant. Whether it is
/// shows when the token reads it.
/// </summary>
internal sealed class MetaPartners(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    public async Task AddAsync(string accountId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var old = now - Recent;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                await db.MetaPartners.Where(x => x.ToldAt < old).ExecuteDeleteAsync(cancellationToken);
                if (await db.MetaPartners.FindAsync([accountId], cancellationToken) is { } known)
                {
                    known.ToldAt = now;
                }
                else
                {
                    db.MetaPartners.Add(new MetaPartner { AccountId = accountId, ToldAt = now });
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>Their ids, the latest first.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Recent;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaPartners.Where(x => x.ToldAt >= since).OrderByDescending(x => x.ToldAt).Select(x => x.AccountId).ToListAsync(cancellationToken);
    }
}
