using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Outbox;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class ChannelStore(
    IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, ContentKeys contents, OutboxSeal outbox, IMediator mediator, TimeProvider time) : IChannelStore
{
    public async Task<IReadOnlyList<ChannelSnapshot>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = await db.Channels.AsNoTracking()
            .OrderBy(x => x.CreatedAt).ThenBy(x => x.Id)
            .ToListAsync(cancellationToken);
        return [.. channels.Select(x => x.Snapshot())];
    }

    public async Task<ChannelSnapshot?> FindAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channel = await db.Channels.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
        return channel?.Snapshot();
    }

    public async Task<IReadOnlyList<ChannelId>> ListToCalmDownAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unstable = await db.Channels.AsNoTracking()
            .Where(x => x.Run != null && x.Run.Drops >= DropRun.UnstableFrom)
            .ToListAsync(cancellationToken);
        return [.. unstable.Where(x => x.IsToCalmDown(now)).Select(x => x.Id)];
    }

    public async Task<IReadOnlyList<ChannelSigns>> ListSignsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Signs.AsNoTracking().ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UnusedCount>> ListUnusedAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Unused.AsNoTracking().Where(x => x.Channel == id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(
        HistoryFilter wanted, long? before, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (id, who, kinds) = wanted;
        var lines = db.History.AsNoTracking().Where(x => (before == null || x.Id < before) && (who == null || x.Who == who));
        lines = kinds is null ? lines : lines.Where(x => kinds.Contains(x.Kind));
        return await (id is { } channel ? lines.Where(x => x.Channel == channel) : lines)
            .OrderByDescending(x => x.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HistoryEntry>> ReadStatusLinesAsync(
        ChannelId id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var telling = db.History.AsNoTracking().Where(x =>
            x.Channel == id
            && (x.Kind == HistoryKind.StatusChanged || x.Kind == HistoryKind.ConnectFailed
                || x.Kind == HistoryKind.Created || x.Kind == HistoryKind.Removed));
        var last = await telling.Where(x => x.At < from).OrderByDescending(x => x.Id).FirstOrDefaultAsync(cancellationToken);
        var since = await telling.Where(x => x.At >= from).OrderBy(x => x.Id).ToListAsync(cancellationToken);
        return last is null ? since : [last, .. since];
    }

    public async Task<LineProxy?> FindProxyAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Proxies.AsNoTracking().SingleOrDefaultAsync(x => x.Channel == id, cancellationToken);
    }

    public async Task<Picture?> FindPictureAsync(ChannelId id, string tag, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Pictures.AsNoTracking()
            .Where(x => x.Channel == id && x.Tag == tag)
            .Select(x => new Picture(x.Tag, x.Jpeg))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<LinkedCounts> CountLinkedAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CountLinkedAsync(id, cancellationToken);
    }

    public async Task<Dictionary<ChannelId, DropImpact>> CountWaitingAsync(
        IReadOnlyList<ChannelId> ids, DateTimeOffset dueFrom, DateTimeOffset dueTo, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CountWaitingAsync(ids, dueFrom, dueTo, cancellationToken);
    }

    public async Task<IReadOnlyList<LinkedName>> ListLinkedAsync(
        ChannelId id, LinkedKind kind, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ListLinkedAsync(id, kind, skip, take, cancellationToken);
    }

    public async Task<RemovalReceipt?> FindReceiptAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Receipts.AsNoTracking().SingleOrDefaultAsync(x => x.Channel == id, cancellationToken);
    }

    public async Task<IReadOnlyList<GatewayJob>> ListJobsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
    }

    public async Task<GatewayJob?> FindJobAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
    }

    public async Task<bool> IsTakingOverAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.IsTakingOverAsync(id, cancellationToken);
    }

    public async Task<ChannelId> ResolveAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var redirect = await db.Redirects.AsNoTracking().SingleOrDefaultAsync(x => x.From == id, cancellationToken);
        return redirect?.To ?? id;
    }

    public async Task<T> WriteAsync<T>(Func<IChannelTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var transaction = new ChannelTransaction(db, contents, outbox, time, cancellationToken);
        var result = await gate.RunAsync(
            db,
            async () =>
            {
                var result = await work(transaction);
                await transaction.CompleteAsync();
                return result;
            },
            cancellationToken);

        // Committed: whoever asked may be gone, the others still have to hear of it.
        foreach (var change in transaction.Changes)
        {
            await mediator.Publish(change, CancellationToken.None);
        }

        return result;
    }
}
