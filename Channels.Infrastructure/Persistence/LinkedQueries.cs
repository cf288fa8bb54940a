using Channels.Domain;
using Channels.Domain.LinkedData;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

/// <summary>What is read of the things that hang on channels, inside a transaction and out of it.</summary>
internal static class LinkedQueries
{
    /// <summary>From indexes alone.</summary>
    public static async Task<LinkedCounts> CountLinkedAsync(
        this ChannelsDbContext db, ChannelId channel, CancellationToken cancellationToken)
    {
        var conversations = db.Conversations.Where(x => x.Channel == channel);
        var items = await db.LinkedItems
            .Where(x => x.Channel == channel)
            .GroupBy(x => new { x.Kind, x.State })
            .Select(x => new { x.Key.Kind, x.Key.State, Count = x.LongCount() })
            .ToListAsync(cancellationToken);
        return new LinkedCounts
        {
            Conversations = new KindCount(
                await conversations.LongCountAsync(x => x.IsOpen, cancellationToken),
                await conversations.LongCountAsync(cancellationToken)),
            Prompts = Of(LinkedKind.Prompt),
            FollowUps = Of(LinkedKind.FollowUp),
            Schedules = Of(LinkedKind.Schedule),
            Integrations = Of(LinkedKind.Integration),
        };

        KindCount Of(LinkedKind kind)
        {
            var ofKind = items.Where(x => x.Kind == kind).ToList();
            return new KindCount(ofKind.Where(x => x.State == ItemState.Active).Sum(x => x.Count), ofKind.Sum(x => x.Count));
        }
    }

    /// <summary>For all channels at once, from indexes alone.</summary>
    public static async Task<Dictionary<ChannelId, DropImpact>> CountWaitingAsync(
        this ChannelsDbContext db, IReadOnlyList<ChannelId> ids, DateTimeOffset dueFrom, DateTimeOffset dueTo, CancellationToken cancellationToken)
    {
        var conversations = await db.Conversations
            .Where(x => ids.Contains(x.Channel) && x.IsOpen)
            .GroupBy(x => x.Channel)
            .Select(x => new { Channel = x.Key, Count = x.LongCount() })
            .ToDictionaryAsync(x => x.Channel, x => x.Count, cancellationToken);
        var items = await db.LinkedItems
            .Where(x => x.Channel != null && ids.Contains(x.Channel.Value) && x.State == ItemState.Active
                && (x.Kind == LinkedKind.FollowUp || x.Kind == LinkedKind.Schedule) && x.DueAt >= dueFrom && x.DueAt < dueTo)
            .GroupBy(x => new { Channel = x.Channel!.Value, x.Kind })
            .Select(x => new { x.Key.Channel, x.Key.Kind, Count = x.LongCount() })
            .ToDictionaryAsync(x => (x.Channel, x.Kind), x => x.Count, cancellationToken);
        return ids
            .Select(id => (Id: id, Impact: new DropImpact(
                conversations.GetValueOrDefault(id),
                items.GetValueOrDefault((id, LinkedKind.FollowUp)),
                items.GetValueOrDefault((id, LinkedKind.Schedule)))))
            .Where(x => x.Impact.Total > 0)
            .ToDictionary(x => x.Id, x => x.Impact);
    }

    public static async Task<IReadOnlyList<LinkedName>> ListLinkedAsync(
        this ChannelsDbContext db, ChannelId channel, LinkedKind kind, int skip, int take, CancellationToken cancellationToken)
    {
        if (kind == LinkedKind.Conversation)
        {
            var conversations = await db.Conversations.AsNoTracking()
                .Where(x => x.Channel == channel)
                .OrderByDescending(x => x.IsOpen).ThenByDescending(x => x.Id)
                .Skip(skip).Take(take)
                .Select(x => new
                {
                    x.Id,
                    x.ContactName,
                    x.IsOpen,
                    Number = db.Contacts.Where(y => y.Id == x.Contact).Select(y => y.Number).FirstOrDefault(),
                })
                .ToListAsync(cancellationToken);
            return [.. conversations.Select(x => new LinkedName(x.Id, x.ContactName is { Length: > 0 } name ? name : x.Number?.E164 ?? "", x.IsOpen, DueAt: null))];
        }

        var items = await db.LinkedItems.AsNoTracking()
            .Where(x => x.Channel == channel && x.Kind == kind)
            .OrderByDescending(x => x.State == ItemState.Active).ThenBy(x => x.DueAt).ThenBy(x => x.Title)
            .Skip(skip).Take(take)
            .ToListAsync(cancellationToken);
        return [.. items.Select(x => new LinkedName(x.Id, x.Title, x.State == ItemState.Active, x.DueAt, x.State))];
    }

    /// <summary>Whether a channel that is being removed hands over to this one.</summary>
    public static Task<bool> IsTakingOverAsync(this ChannelsDbContext db, ChannelId id, CancellationToken cancellationToken) =>
        db.Redirects.AnyAsync(
            x => x.To == id && db.Channels.Any(y => y.Id == x.From), cancellationToken);
}
