using Channels.Domain;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>Keeps what channels were authorized for. A call that returned is on the disk.</summary>
internal sealed class MetaAccounts(
    IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, IDataProtectionProvider keys, TimeProvider time)
{
    public async Task<MetaAccount?> FindAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaAccounts.AsNoTracking().SingleOrDefaultAsync(x => x.Channel == id, cancellationToken);
    }

    /// <summary>Of every channel that is authorized, also of those that are gone and still have to be told to Meta.</summary>
    public async Task<IReadOnlyList<ChannelId>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaAccounts.Select(x => x.Channel).ToListAsync(cancellationToken);
    }

    public async Task<ChannelId?> FindByNumberAsync(string numberId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.MetaAccounts.AsNoTracking()
            .Where(x => x.NumberId == numberId).OrderByDescending(x => x.Channel).Take(1).ToListAsync(cancellationToken);
        return found is [var account] ? account.Channel : null;
    }

    public async Task<IReadOnlyList<ChannelId>> ListByAccountAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaAccounts.Where(x => x.AccountId == accountId).Select(x => x.Channel).ToListAsync(cancellationToken);
    }

    /// <summary>Those that are authorized for no number, or no longer for one.</summary>
    public async Task<IReadOnlyList<ChannelId>> ListSeekingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaAccounts.Where(x => x.NumberId == null).Select(x => x.Channel).ToListAsync(cancellationToken);
    }

    /// <summary>Whether another channel has a number of the same account, so that the account has to go on telling us.</summary>
    public async Task<bool> IsSharedAsync(MetaAccount account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MetaAccounts.AnyAsync(
            x => x.AccountId == account.AccountId && x.Channel != account.Channel, cancellationToken);
    }

    /// <summary>Puts an authorization in the place of the channel's earlier one; the number that was chosen stays chosen.</summary>
    /// <param name="settlesUntil">See <see cref="MetaAccount.SettlesUntil"/>.</param>
    public Task AuthorizeAsync(ChannelId id, NewAuthorization won, DateTimeOffset? settlesUntil, CancellationToken cancellationToken) =>
        WriteAsync(
            async db =>
            {
                var account = await db.MetaAccounts.SingleOrDefaultAsync(x => x.Channel == id, cancellationToken)
                    ?? db.MetaAccounts.Add(new MetaAccount { Channel = id, Token = [] }).Entity;
                if (account.IsLeft)
                {
                    account.Leave();
                }

                (account.Token, account.TokenEndsAt, account.TokenCheckedAt) = (Seal(id, won.Token), won.EndsAt, won.CheckedAt);
                (account.SettlesUntil, account.NamedAccountId) = (settlesUntil, won.AccountId);
                account.IsCoexistence = won.OnBusinessApp;
                account.AuthorizedAt = time.GetUtcNow();
            },
            cancellationToken);

    /// <summary>Changes what is kept of a channel, where anything is.</summary>
    /// <returns>What is kept now; null where nothing is.</returns>
    public async Task<MetaAccount?> ChangeAsync(ChannelId id, Action<MetaAccount> change, CancellationToken cancellationToken)
    {
        MetaAccount? account = null;
        await WriteAsync(
            async db =>
            {
                account = await db.MetaAccounts.SingleOrDefaultAsync(x => x.Channel == id, cancellationToken);
                if (account is not null)
                {
                    change(account);
                }
            },
            cancellationToken);
        return account;
    }

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken) => WriteAsync(
        db => db.MetaAccounts.Where(x => x.Channel == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    public byte[] Seal(ChannelId id, string secret) => SealOf(id).Close(secret);

    /// <exception cref="CredentialsUnreadableException">It was encrypted with keys that are gone.</exception>
    public string Open(ChannelId id, byte[] secret) => SealOf(id).Open(secret);

    private async Task WriteAsync(Func<ChannelsDbContext, Task> work, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                await work(db);
                return true;
            },
            cancellationToken);
    }

    private Seal SealOf(ChannelId id) => new(keys, "MetaCloud", id.ToString());
}
