using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class LinkedRows(ChannelsDbContext db, EventRows events, Func<Task> flush, CancellationToken cancellationToken) : ILinkedData
{
    // Not in the database before the transaction is saved.
    private readonly Dictionary<(ChannelId, Guid), Conversation> _added = [];

    // The open ones, where they were read ahead; null where there is none.
    private readonly Dictionary<(ChannelId, Guid), Conversation?> _read = [];

    public Task<Conversation?> FindConversationAsync(Guid id) =>
        db.Conversations.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public async Task<Conversation?> FindOpenConversationAsync(ChannelId channel, Guid contact) =>
        _added.GetValueOrDefault((channel, contact)) is { IsOpen: true } added
            ? added
            : _read.TryGetValue((channel, contact), out var read) && read is null or { IsOpen: true }
            ? read
            : await Open(channel).SingleOrDefaultAsync(x => x.Contact == contact, cancellationToken);

    public async Task ReadAheadAsync(IReadOnlyList<ChannelId> channels, IReadOnlyList<Guid> contacts)
    {
        foreach (var pair in channels.SelectMany(channel => contacts.Select(contact => (channel, contact))))
        {
            _read[pair] = null;
        }

        var open = db.Conversations.Where(x => x.IsOpen && channels.Contains(x.Channel) && contacts.Contains(x.Contact));
        await foreach (var conversation in open.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _read[(conversation.Channel, conversation.Contact)] = conversation;
        }
    }

    public void ForgetRead() => _read.Clear();

    public void Add(Conversation conversation) =>
        _added[(conversation.Channel, conversation.Contact)] = db.Conversations.Add(conversation).Entity;

    public Task<LinkedItem?> FindItemAsync(Guid id) => db.LinkedItems.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public void Add(LinkedItem item) => db.LinkedItems.Add(item);

    public Task<LinkedItem?> FindItemAsync(string source, string externalId) =>
        db.LinkedItems.SingleOrDefaultAsync(x => x.Source == source && x.ExternalId == externalId, cancellationToken);

    public void Remove(LinkedItem item) => db.LinkedItems.Remove(item);

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
        await TellMovedAsync(from, to);
        var continued = await ContinueThereAsync(from, to);
        await Open(from).ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to), cancellationToken);
        var items = db.LinkedItems.Where(x => x.Channel == from);
        await items
            .Where(x => x.Kind == LinkedKind.Integration)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.UnlinkedFrom, from).SetProperty(x => x.Channel, (ChannelId?)null), cancellationToken);
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

    private async Task TellMovedAsync(ChannelId from, ChannelId to)
    {
        await events.AppendAsync(
            EventTypes.ConversationClosed,
            to,
            $"""
            FROM "Conversations" AS c JOIN (SELECT "Contact" AS "With", "Id" AS "Other" FROM "Conversations" WHERE "Channel" = {to.Value} AND "IsOpen" = 1)
            ON "With" = c."Contact" WHERE "Channel" = {from.Value} AND "IsOpen" = 1
            """,
            """'{{"continues_in":"' || lower("Other") || '"}}'""");
        await events.AppendAsync(
            EventTypes.ConversationMoved,
            to,
            $"""
            FROM "Conversations" AS c WHERE "Channel" = {from.Value} AND "IsOpen" = 1
            AND NOT EXISTS (SELECT 1 FROM "Conversations" AS o WHERE o."Channel" = {to.Value} AND o."IsOpen" = 1 AND o."Contact" = c."Contact")
            """);
        await events.AppendAsync(
            EventTypes.IntegrationUnlinked, from, $"""FROM "LinkedItems" WHERE "Channel" = {from.Value} AND "Kind" = {nameof(LinkedKind.Integration)}""");
        await events.AppendAsync(
            EventTypes.LinkedMoved,
            to,
            $"""
            FROM "LinkedItems" WHERE "Channel" = {from.Value} AND "Kind" <> {nameof(LinkedKind.Integration)} AND "State" = {nameof(ItemState.Active)}
            """);
    }

    private IQueryable<Conversation> Open(ChannelId channel) => db.Conversations.Where(x => x.Channel == channel && x.IsOpen);

    private Task<int> ContinueThereAsync(ChannelId from, ChannelId to)
    {
        var there = Open(to);
        return Open(from)
            .Where(x => there.Any(y => y.Contact == x.Contact))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(x => x.ContinuesIn, x => there.Where(y => y.Contact == x.Contact).Select(y => (Guid?)y.Id).First())
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
