using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Infrastructure.Persistence.Outbox;
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
        var timed = await db.Outgoing
            .Where(x => x.Channel == channel && x.SendAt != null)
            .GroupBy(x => SendStates.Waiting.Contains(x.State))
            .Select(x => new { IsOpen = x.Key, Count = x.LongCount() })
            .ToListAsync(cancellationToken);
        var schedules = Of(LinkedKind.Schedule);
        return new LinkedCounts
        {
            Conversations = new KindCount(
                await conversations.LongCountAsync(x => x.IsOpen, cancellationToken),
                await conversations.LongCountAsync(cancellationToken)),
            Prompts = Of(LinkedKind.Prompt),
            FollowUps = Of(LinkedKind.FollowUp),
            Schedules = new KindCount(
                schedules.Open + timed.Where(x => x.IsOpen).Sum(x => x.Count), schedules.Total + timed.Sum(x => x.Count)),
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
        var timed = await db.Outgoing
            .Where(x => x.State == SendState.Queued && ids.Contains(x.Channel) && x.SendAt >= dueFrom && x.SendAt < dueTo)
            .GroupBy(x => x.Channel)
            .Select(x => new { Channel = x.Key, Count = x.LongCount() })
            .ToDictionaryAsync(x => x.Channel, x => x.Count, cancellationToken);
        return ids
            .Select(id => (Id: id, Impact: new DropImpact(
                conversations.GetValueOrDefault(id),
                items.GetValueOrDefault((id, LinkedKind.FollowUp)),
                items.GetValueOrDefault((id, LinkedKind.Schedule)) + timed.GetValueOrDefault(id))))
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
        var names = items.Select(x => new LinkedName(x.Id, x.Title, x.State == ItemState.Active, x.DueAt, x.State)).ToList();
        return kind == LinkedKind.Schedule && names.Count < take
            ? [.. names, .. await db.ListTimedAsync(channel, skip, take - names.Count, cancellationToken)]
            : names;
    }

    /// <summary>Messages with a time to go are schedules, too; they come after those of other modules.</summary>
    private static async Task<IReadOnlyList<LinkedName>> ListTimedAsync(
        this ChannelsDbContext db, ChannelId channel, int skip, int take, CancellationToken cancellationToken)
    {
        var before = await db.LinkedItems.CountAsync(x => x.Channel == channel && x.Kind == LinkedKind.Schedule, cancellationToken);
        var timed = await db.Outgoing.AsNoTracking()
            .Where(x => x.Channel == channel && x.SendAt != null)
            .OrderByDescending(x => SendStates.Waiting.Contains(x.State)).ThenBy(x => x.SendAt).ThenBy(x => x.Position)
            .Skip(Math.Max(0, skip - before)).Take(take)
            .Select(x => new
            {
                x.Id,
                x.State,
                x.SendAt,
                Number = db.Contacts.Where(y => y.Id == x.Contact).Select(y => y.Number).FirstOrDefault(),
                Name = db.Conversations.Where(y => y.Contact == x.Contact && y.ContactName != "").OrderByDescending(y => y.Id).Select(y => y.ContactName).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. timed.Select(x => new LinkedName(x.Id, x.Name ?? x.Number?.E164 ?? "", SendStates.Waiting.Contains(x.State), x.SendAt, StateOf(x.State))),
        ];
    }

    private static ItemState StateOf(SendState state) => state switch
    {
        SendState.Queued or SendState.Undecided => ItemState.Active,
        SendState.Cancelled or SendState.Expired or SendState.Failed => ItemState.Cancelled,
        _ => ItemState.Finished,
    };

    /// <summary>Whether a channel that is being removed hands over to this one.</summary>
    public static Task<bool> IsTakingOverAsync(this ChannelsDbContext db, ChannelId id, CancellationToken cancellationToken) =>
        db.Redirects.AnyAsync(
            x => x.To == id && db.Channels.Any(y => y.Id == x.From), cancellationToken);
}
