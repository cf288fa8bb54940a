using System.Security.Cryptography;
using System.Text;
using Channels.Domain;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>Keeps who was sent to Facebook, and for what.</summary>
internal sealed class MetaAttempts(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>So that a return after its time is still let in, and a second one some time later is known as one.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    /// <summary>What follows a return takes seconds; longer than this it takes only where the app ended in the middle.</summary>
    private static readonly TimeSpan CompletedWithin = TimeSpan.FromMinutes(5);

    /// <returns>The state that the browser carries to Facebook and back; only its hash is kept.</returns>
    public async Task<string> BeginAsync(
        ChannelId id, string userId, string redirectUri, bool onBusinessApp, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var old = time.GetUtcNow() - KeptAfterEnd;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                await db.MetaAttempts.Where(x => x.ExpiresAt < old).ExecuteDeleteAsync(cancellationToken);
                db.MetaAttempts.Add(new MetaAttempt
                {
                    StateHash = HashOf(state),
                    Channel = id,
                    UserId = userId,
                    RedirectUri = redirectUri,
                    ExpiresAt = expiresAt,
                    OnBusinessApp = onBusinessApp,
                });
                return true;
            },
            cancellationToken);
        return state;
    }

    /// <summary>Takes the attempt of a state for a person, once; <paramref name="state"/> of anybody else takes nothing.</summary>
    /// <returns>The attempt, and whether it was taken before; null where there is none, or none any more.</returns>
    public async Task<(MetaAttempt Attempt, bool Again)?> TakeAsync(string state, string userId, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(state), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await gate.RunAsync<(MetaAttempt, bool)?>(
            db,
            async () =>
            {
                var attempt = await db.MetaAttempts.SingleOrDefaultAsync(x => x.StateHash == hash, cancellationToken);
                if (attempt is null || attempt.UserId != userId || attempt.ExpiresAt < now - KeptAfterEnd)
                {
                    return null;
                }

                var again = attempt.UsedAt is not null;
                attempt.UsedAt ??= now;
                return (attempt, again);
            },
            cancellationToken);
    }

    /// <summary>When it is sure that nothing comes of the attempts that end at <paramref name="until"/>: some time after the last return.</summary>
    /// <returns>Null where somebody did not come back.</returns>
    public async Task<DateTimeOffset?> FindInterruptionAsync(ChannelId id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var used = await db.MetaAttempts.Where(x => x.Channel == id && x.ExpiresAt == until).Select(x => x.UsedAt).ToListAsync(cancellationToken);
        return used.Contains(null) ? null : used.Max() + CompletedWithin;
    }

    /// <summary>Whether nothing ended the attempts of its channel since.</summary>
    public async Task<bool> IsKeptAsync(MetaAttempt attempt, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaAttempts.AnyAsync(x => x.StateHash == attempt.StateHash, cancellationToken);
    }

    /// <summary>Whoever is at Facebook for a channel comes back for nothing.</summary>
    public async Task ForgetAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db, () => db.MetaAttempts.Where(x => x.Channel == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
}
