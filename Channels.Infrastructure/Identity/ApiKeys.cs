using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

internal sealed class ApiKeys(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, TimeProvider time) : IApiKeys, IKeyReach
{
    // By the hash of each secret that once worked, and never more than there were keys.
    private readonly ConcurrentDictionary<string, (long Writes, ApiKey Key, Actor Actor)> _known = new();

    public async Task<Actor?> FindActorAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = ApiKey.HashOf(secret);
        var writes = gate.Count;
        if (_known.TryGetValue(hash, out var known) && known.Writes == writes && known.Key.WasJustUsed(time.GetUtcNow()))
        {
            return known.Key.Works(time.GetUtcNow()) ? known.Actor : null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ApiKeys.SingleOrDefaultAsync(x => x.Hash == hash, cancellationToken) is not { } key || !key.Works(time.GetUtcNow()))
        {
            return null;
        }

        var channels = key.IsUnrestricted
            ? null
            : await db.LinkedItems.Where(x => x.Key == key.Id && x.Channel != null).Select(x => x.Channel!.Value).ToHashSetAsync(cancellationToken);
        await NoteUseAsync(db, key);
        var actor = new Actor(null, key.ActorName, Role.ApiKey) { Key = new KeyGrant(key.Id, key.Scopes, channels, key.Speaks) };
        _known[hash] = (writes, key, actor);
        return actor;
    }

    public async Task<IReadOnlyList<KeptKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = await db.ApiKeys.AsNoTracking().OrderByDescending(x => x.Id).ToListAsync(cancellationToken);
        var reach = await (
            from item in db.LinkedItems
            where item.Key != null && item.Channel != null
            join channel in db.Channels on item.Channel equals channel.Id
            orderby channel.Name
            select new { Key = item.Key!.Value, Channel = channel.Id, channel.Name }).ToListAsync(cancellationToken);
        var channels = reach.ToLookup(x => x.Key, x => KeyValuePair.Create(x.Channel, x.Name.Value));
        return [.. keys.Select(x => new KeptKey(x, [.. channels[x.Id]]))];
    }

    public async Task<ChannelId?> FindChannelAsync(About about, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return about switch
        {
            About.Channel => await ResolveAsync(db, new ChannelId(id), cancellationToken),
            About.Conversation => await db.Conversations.Where(x => x.Id == id).Select(x => (ChannelId?)x.Channel).SingleOrDefaultAsync(cancellationToken),
            About.Item => await db.LinkedItems.Where(x => x.Id == id).Select(x => x.Channel).SingleOrDefaultAsync(cancellationToken),
            About.Message => await db.Outgoing.Where(x => x.Id == id).Select(x => (ChannelId?)x.Channel).SingleOrDefaultAsync(cancellationToken)
                ?? await FindLineAsync(db, id, cancellationToken),
            _ => null,
        };
    }

    public async Task<bool> HasReachedAsync(Guid key, ChannelId removed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.LinkedItems.AnyAsync(x => x.Key == key && x.UnlinkedFrom == removed, cancellationToken);
    }

    private static async Task<ChannelId?> FindLineAsync(ChannelsDbContext db, Guid message, CancellationToken cancellationToken) =>
        await db.Messages.Where(x => x.Id == message).Select(x => (ChannelId?)x.Line).SingleOrDefaultAsync(cancellationToken) is { } line
            ? await ResolveAsync(db, line, cancellationToken)
            : null;

    private static async Task<ChannelId> ResolveAsync(ChannelsDbContext db, ChannelId id, CancellationToken cancellationToken) =>
        await db.Redirects.Where(x => x.From == id).Select(x => (ChannelId?)x.To).SingleOrDefaultAsync(cancellationToken) ?? id;

    /// <summary>Whether it can be written down keeps nobody out.</summary>
    private async Task NoteUseAsync(ChannelsDbContext db, ApiKey key)
    {
        if (key.Use(time.GetUtcNow()))
        {
            try
            {
                await gate.RunAsync(db, () => Task.FromResult(true), CancellationToken.None);
            }
            catch (StoreUnavailable)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
