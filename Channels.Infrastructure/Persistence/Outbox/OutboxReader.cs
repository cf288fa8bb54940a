using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Outbox;

internal sealed class OutboxReader(IDbContextFactory<ChannelsDbContext> contexts) : IOutbox
{
    public async Task<IReadOnlyList<ChannelId>> ListChannelsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outgoing.Where(x => SendStates.Waiting.Contains(x.State)).Select(x => x.Channel).Distinct().ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<ChannelId, QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Outgoing
            .Where(x => SendStates.Open.Contains(x.State))
            .GroupBy(x => new { x.Channel, x.State, IsLater = x.DueAt > now })
            .Select(x => new { x.Key.Channel, x.Key.State, x.Key.IsLater, Count = x.Count() })
            .ToListAsync(cancellationToken);
        return found.GroupBy(x => x.Channel).ToDictionary(x => x.Key, x => new QueueCounts(
            x.Where(y => y.State == SendState.Sending || (y.State == SendState.Queued && !y.IsLater)).Sum(y => y.Count),
            x.Where(y => y.State == SendState.Queued && y.IsLater).Sum(y => y.Count),
            x.Where(y => y.State == SendState.Undecided).Sum(y => y.Count),
            x.Where(y => y.State == SendState.Uncertain).Sum(y => y.Count)));
    }

    public async Task<IReadOnlyList<QueuedMessage>> ListAsync(
        ChannelId channel, IReadOnlyCollection<SendState>? states, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = states is null
            ? db.Outgoing.Where(x => x.Channel == channel)
            : db.Outgoing.Where(x => states.Contains(x.State) && x.Channel == channel);

        // What needs somebody, what is to go in its order, and what is over with the latest first.
        var ordered = wanted
            .OrderBy(x => x.State == SendState.Undecided || x.State == SendState.Uncertain ? 0 : SendStates.Open.Contains(x.State) ? 1 : 2)
            .ThenBy(x => SendStates.Open.Contains(x.State) ? x.DueAt : DateTimeOffset.MinValue)
            .ThenByDescending(x => SendStates.Open.Contains(x.State) ? DateTimeOffset.MinValue : x.StateAt)
            .ThenBy(x => x.Position);
        return await Seen(db, ordered.Skip(skip).Take(take)).ToListAsync(cancellationToken);
    }

    public async Task<QueuedMessage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Seen(db, db.Outgoing.Where(x => x.Id == id)).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<QueuedMessage> Seen(ChannelsDbContext db, IQueryable<OutgoingMessage> messages) => messages.AsNoTracking().Select(x => new QueuedMessage(
        x.Id,
        x.Channel,
        db.Contacts.Where(y => y.Id == x.Contact).Select(y => y.Number).FirstOrDefault(),
        db.Conversations.Where(y => y.Contact == x.Contact && y.ContactName != "").OrderByDescending(y => y.Id).Select(y => y.ContactName).FirstOrDefault() ?? "",
        x.Type,
        x.State,
        x.Cause,
        x.Refusal,
        x.AcceptedAt,
        x.SendAt,
        x.DueAt,
        x.ExpiresAt,
        x.StateAt,
        x.Who));
}
