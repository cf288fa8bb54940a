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
        return await CountAsync(db.Outgoing.Where(x => SendStates.Open.Contains(x.State)), now, cancellationToken);
    }

    public async Task<QueueCounts> CountAsync(ChannelId channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = db.Outgoing.Where(x => SendStates.Open.Contains(x.State) && x.Channel == channel);
        return (await CountAsync(open, now, cancellationToken)).GetValueOrDefault(channel, QueueCounts.None);
    }

    public async Task<IReadOnlyList<QueuedMessage>> ListAsync(
        ChannelId channel, QueuePart part, DateTimeOffset now, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var states = QueueParts.StatesOf(part);
        var wanted = db.Outgoing.Where(x => states.Contains(x.State) && x.Channel == channel);
        var ordered = part switch
        {
            QueuePart.Sent or QueuePart.NotSent => wanted.OrderByDescending(x => x.StateAt).ThenByDescending(x => x.Position),
            QueuePart.Scheduled => wanted.Where(x => x.DueAt > now).OrderBy(x => x.DueAt).ThenBy(x => x.Position),
            QueuePart.Waiting => wanted.Where(x => x.DueAt <= now || x.State == SendState.Sending).OrderBy(x => x.DueAt).ThenBy(x => x.Position),
            _ => wanted
                .OrderBy(x => x.State == SendState.Undecided || x.State == SendState.Uncertain ? 0 : 1)
                .ThenBy(x => x.DueAt).ThenBy(x => x.Position),
        };
        return await Seen(db, ordered.Take(take)).ToListAsync(cancellationToken);
    }

    public async Task<QueuedMessage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Seen(db, db.Outgoing.Where(x => x.Id == id)).SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<ChannelId, QueueCounts>> CountAsync(
        IQueryable<OutgoingMessage> open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await open
            .GroupBy(x => new { x.Channel, x.State, IsLater = x.DueAt > now })
            .Select(x => new { x.Key.Channel, x.Key.State, x.Key.IsLater, Count = x.Count() })
            .ToListAsync(cancellationToken);
        return found.GroupBy(x => x.Channel).ToDictionary(x => x.Key, x => new QueueCounts(
            x.Where(y => y.State == SendState.Sending || (y.State == SendState.Queued && !y.IsLater)).Sum(y => y.Count),
            x.Where(y => y.State == SendState.Queued && y.IsLater).Sum(y => y.Count),
            x.Where(y => y.State == SendState.Undecided).Sum(y => y.Count),
            x.Where(y => y.State == SendState.Uncertain).Sum(y => y.Count)));
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
