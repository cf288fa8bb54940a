using System.Collections.ObjectModel;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class SessionKeys(
    IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, IDataProtectionProvider keys, ISecretSeal secrets, Inbox inbox) : ISessionKeys
{
    private const string Credentials = "creds";

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
        var secrets = changes
            .Select(x => (x.Type, x.KeyId, Secret: x.Value is null ? null : seal.Close(x.Value)))
            .ToList();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.RunAsync(
            db,
            async () =>
            {
                foreach (var (type, keyId, secret) in secrets)
                {
                    await WriteAsync(db, id.Value, type, keyId, secret, cancellationToken);
                }

                await inbox.AddAsync(db, id, handedOver ?? ReadOnlyDictionary<string, string>.Empty, cancellationToken);
                return secrets.Count;
            },
            cancellationToken);
    }

    public async Task ForgetAsync(ChannelId id, CancellationToken cancellationToken)
    {
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

    private static Task<int> WriteAsync(
        ChannelsDbContext db, Guid channel, string type, string keyId, byte[]? secret, CancellationToken cancellationToken) =>
        secret is null
            ? db.Database.ExecuteSqlAsync(
                $"""DELETE FROM "SessionKeys" WHERE "Channel" = {channel} AND "Type" = {type} AND "KeyId" = {keyId}""",
                cancellationToken)
            : db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "SessionKeys" ("Channel", "Type", "KeyId", "Secret") VALUES ({channel}, {type}, {keyId}, {secret})
                ON CONFLICT ("Channel", "Type", "KeyId") DO UPDATE SET "Secret" = excluded."Secret"
                """,
                cancellationToken);

    private Seal SealOf(ChannelId id) => new(keys, "SessionKeys", id.ToString());
}
