using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class SessionKeys(
    IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, IDataProtectionProvider keys, ISecretSeal secrets, KeyWrites writes) : ISessionKeys
{
    private const string Credentials = "creds";

    // One is made of as many steps as it has purposes.
    private readonly ConcurrentDictionary<ChannelId, Seal> _seals = new();

    public async Task<bool> HasCredentialsAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SessionKeys.AnyAsync(x => x.Channel == id && x.Type == Credentials, cancellationToken);
    }

    public async Task<string?> ReadCredentialsAsync(ChannelId id, CancellationToken cancellationToken)
    {
        var found = await ReadKeysAsync(id, Credentials, [""], cancellationToken);
        return found.GetValueOrDefault("");
    }

    public async Task<KeptProxy?> ReadProxyAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Proxies.AsNoTracking().SingleOrDefaultAsync(x => x.Channel == id, cancellationToken) is not { } proxy)
        {
            return null;
        }

        var password = proxy.Password is { } closed ? secrets.Open(closed) ?? throw new CredentialsUnreadableException() : null;
        return new KeptProxy(proxy.Server, password);
    }

    public Task SaveCredentialsAsync(ChannelId id, string json, CancellationToken cancellationToken) =>
        WriteKeysAsync(id, [new SessionKeyChange(Credentials, "", json)], cancellationToken);

    public async Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(
        ChannelId id, string type, IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.SessionKeys.AsNoTracking()
            .Where(x => x.Channel == id && x.Type == type && keyIds.Contains(x.KeyId))
            .ToListAsync(cancellationToken);
        var seal = SealOf(id);
        return rows.ToDictionary(x => x.KeyId, x => seal.Open(x.Secret));
    }

    public async Task WriteKeysAsync(
        ChannelId id,
        IReadOnlyList<SessionKeyChange> changes,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? handedOver = null)
    {
        // Encrypted before the gate: a first login brings over 800 keys at once, and other writers wait meanwhile.
        var seal = SealOf(id);
        List<SealedKey> closed = [.. changes.Select(x => new SealedKey(x.Type, x.KeyId, x.Value is null ? null : seal.Close(x.Value)))];
        await writes.WriteAsync(new KeyWrite(id, closed, handedOver ?? ReadOnlyDictionary<string, string>.Empty)).WaitAsync(cancellationToken);
    }

    public async Task ForgetAsync(ChannelId id, CancellationToken cancellationToken)
    {
        // Behind whatever is being written.
        await WriteKeysAsync(id, [], cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                // A channel that was never linked has nobody who wrote to it.
                await db.Inbox
                    .Where(x => x.Channel == id && db.Channels.Any(y => y.Id == id && y.LinkedAt == null))
                    .ExecuteDeleteAsync(cancellationToken);
                return await db.SessionKeys.Where(x => x.Channel == id).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken);
    }

    private Seal SealOf(ChannelId id) => _seals.GetOrAdd(id, _ => new Seal(keys, "SessionKeys", id.ToString()));
}
