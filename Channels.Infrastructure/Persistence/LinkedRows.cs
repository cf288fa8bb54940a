using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class LinkedRows(ChannelsDbContext db, Func<Task> flush, CancellationToken cancellationToken) : ILinkedData
{
    public Task<Conversation?> FindConversationAsync(Guid id) =>
        db.Conversations.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public async Task<Conversation?> FindOpenConversationAsync(ChannelId channel, ContactAddress contact)
    {
        var open = await db.Conversations
            .Where(x => x.Channel == channel && x.IsOpen)
            .Where(x => x.ContactKey == contact.Key || (contact.Lid != null && x.ContactLid == contact.Lid))
            .OrderByDescending(x => x.ContactKey == contact.Key).ThenBy(x => x.OpenedAt)
            .ToListAsync(cancellationToken);

        // Also where the number behind a LID changed: the conversation by the present number goes on.
        foreach (var other in open.Skip(1))
        {
            other.ContinueIn(open[0]);
        }

        return open.FirstOrDefault();
    }

    public void Add(Conversation conversation) => db.Conversations.Add(conversation);

    public Task<LinkedItem?> FindItemAsync(Guid id) => db.LinkedItems.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public void Add(LinkedItem item) => db.LinkedItems.Add(item);

    public Task<LinkedCounts> CountAsync(ChannelId channel) => db.CountLinkedAsync(channel, cancellationToken);

    public async Task<IReadOnlyList<LinkedItem>> ListIntegrationsAsync(ChannelId channel) =>
        await db.LinkedItems.AsNoTracking()
            .Where(x => x.Channel == channel && x.Kind == LinkedKind.Integration)
            .OrderBy(x => x.Title)
            .ToListAsync(cancellationToken);

    public async Task<long> MoveLiveAsync(ChannelId from, ChannelId to)
    {
        // The destination may be new: its row has to be there before anything points to it.
        await flush();
        var continued = await UniteByLidAsync(from, to);
        await flush();
        await LearnLidsAsync(from, to);
        continued += await ContinueThereAsync(from, to);
        await Open(from).ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to), cancellationToken);
        var items = db.LinkedItems.Where(x => x.Channel == from);
        await items
            .Where(x => x.Kind == LinkedKind.Integration)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, (ChannelId?)null), cancellationToken);
        await items
            .Where(x => x.State == ItemState.Active)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to), cancellationToken);
        return continued;
    }

    public async Task<int> MoveRestAsync(ChannelId from, ChannelId to, int count)
    {
        await flush();
        var moved = await MoveConversationsAsync(from, to, count);
        return moved == count ? moved : moved + await MoveItemsAsync(from, to, count - moved);
    }

    private IQueryable<Conversation> Open(ChannelId channel) => db.Conversations.Where(x => x.Channel == channel && x.IsOpen);

    /// <summary>
    /// Open conversations that are with one contact by its LID, though not by the number they know: one of them goes on,
    /// one of the destination's where it has one. The rest of the conflicts are told by the key alone.
    /// </summary>
    private async Task<long> UniteByLidAsync(ChannelId from, ChannelId to)
    {
        var coming = await Open(from)
            .Where(x => x.ContactLid != null)
            .Where(x => db.Conversations.Any(y =>
                (y.Channel == to || y.Channel == from) && y.IsOpen && y.ContactLid == x.ContactLid && y.ContactKey != x.ContactKey))
            .ToListAsync(cancellationToken);
        var closed = 0L;
        foreach (var contact in coming.GroupBy(x => x.ContactLid))
        {
            var lid = contact.Key;
            var there = await Open(to).Where(x => x.ContactLid == lid).ToListAsync(cancellationToken);

            // The number that was used last is the contact's present one.
            var best = contact.Concat(there)
                .OrderByDescending(x => x.ContactNumber != null).ThenByDescending(x => x.LastMessageAt).First();
            var byNumber = await Open(to).SingleOrDefaultAsync(x => x.ContactKey == best.ContactKey, cancellationToken);
            var another = byNumber is { ContactLid: { } otherLid } && otherLid != lid ? byNumber : null;
            var survivor = (another is null ? byNumber : null) ?? there.MinBy(x => x.OpenedAt) ?? best;
            foreach (var other in contact.Concat(there).Where(x => x != survivor))
            {
                other.ContinueIn(survivor);
                closed += other.Channel == from ? 1 : 0;
            }

            // Numbers change hands. Only one open conversation may have it: closed and let go first, then learnt.
            another?.LoseNumber();
            await flush();
            survivor.Learn(best.Contact);
            await flush();
        }

        return closed;
    }

    /// <summary>The conversations that go on learn the LIDs of those that are closed for them.</summary>
    private Task<int> LearnLidsAsync(ChannelId from, ChannelId to)
    {
        var coming = Open(from).Where(x => x.ContactLid != null);
        return Open(to)
            .Where(x => x.ContactLid == null && coming.Any(y => y.ContactKey == x.ContactKey))
            .ExecuteUpdateAsync(
                set => set.SetProperty(
                    x => x.ContactLid, x => coming.Where(y => y.ContactKey == x.ContactKey).Select(y => y.ContactLid).First()),
                cancellationToken);
    }

    private Task<int> ContinueThereAsync(ChannelId from, ChannelId to)
    {
        var there = Open(to);
        return Open(from)
            .Where(x => there.Any(y => y.ContactKey == x.ContactKey))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(x => x.ContinuesIn, x => there.Where(y => y.ContactKey == x.ContactKey).Select(y => (Guid?)y.Id).First())
                    .SetProperty(x => x.IsOpen, false)
                    .SetProperty(x => x.Channel, to),
                cancellationToken);
    }

    // By ranges of the key, in the order of the index, so that a batch touches neighbors.
    private async Task<int> MoveConversationsAsync(ChannelId from, ChannelId to, int count)
    {
        var left = db.Conversations.Where(x => x.Channel == from && !x.IsOpen);
        var next = await left.OrderBy(x => x.Id).Skip(count).Select(x => (Guid?)x.Id).FirstOrDefaultAsync(cancellationToken);
        return await left
            .Where(x => next == null || x.Id.CompareTo(next.Value) < 0)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to), cancellationToken);
    }

    private async Task<int> MoveItemsAsync(ChannelId from, ChannelId to, int count)
    {
        var left = db.LinkedItems.Where(x => x.Channel == from);
        var next = await left.OrderBy(x => x.Id).Skip(count).Select(x => (Guid?)x.Id).FirstOrDefaultAsync(cancellationToken);
        return await left
            .Where(x => next == null || x.Id.CompareTo(next.Value) < 0)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to), cancellationToken);
    }
}
