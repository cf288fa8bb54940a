using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Reading;

internal sealed class LinkedReader(IDbContextFactory<ChannelsDbContext> contexts, MessageLogReader log) : ILinkedReader
{
    public async Task<LinkedItem?> FindItemAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.LinkedItems.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<LinkedItem>> ListItemsAsync(ChannelId channel, LinkedKind kind, Guid? after, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.LinkedItems.AsNoTracking()
            .Where(x => x.Channel == channel && x.Kind == kind && (after == null || x.Id.CompareTo(after.Value) > 0))
            .OrderBy(x => x.Id).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<ListedConversation?> FindConversationAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, db.Conversations.Where(x => x.Id == id), cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<ListedConversation>> ListConversationsAsync(
        ConversationFilter wanted, Guid? before, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.Conversations.AsQueryable();
        if (wanted.Reached?.ToList() is { } reached)
        {
            found = found.Where(x => reached.Contains(x.Channel));
        }

        if (wanted.Channel is { } channel)
        {
            found = found.Where(x => x.Channel == channel);
        }

        if (wanted.IsOpen is { } isOpen)
        {
            found = found.Where(x => x.IsOpen == isOpen);
        }

        if (wanted.Number is { } number)
        {
            var spellings = number.Spellings.Select(PhoneNumber.FromDigits).ToList();
            found = found.Where(x => db.Contacts.Any(y => y.Id == x.Contact && spellings.Contains(y.Number)));
        }

        return await ReadAsync(
            db, found.Where(x => before == null || x.Id.CompareTo(before.Value) < 0).OrderByDescending(x => x.Id).Take(take), cancellationToken);
    }

    public async Task<IReadOnlyList<LoggedMessage>> ListMessagesAsync(MessageFilter wanted, Guid? before, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.Messages.AsNoTracking().AsQueryable();
        if (wanted.Reached?.ToList() is { } reached)
        {
            found = found.Where(x => reached.Contains(x.Line) || db.Redirects.Any(y => reached.Contains(y.To) && y.From == x.Line));
        }

        if (wanted.Channel is { } channel)
        {
            // What came to those that it took over from is its own.
            found = found.Where(x => x.Line == channel || db.Redirects.Any(y => y.To == channel && y.From == x.Line));
        }

        if (wanted.Conversation is { } conversation)
        {
            found = found.Where(x => x.Conversation == conversation);
        }

        var ids = await found.Where(x => before == null || x.Id.CompareTo(before.Value) < 0).OrderByDescending(x => x.Id).Take(take).Select(x => x.Id).ToListAsync(cancellationToken);
        var read = await log.ReadAsync(db, ids, cancellationToken);
        return [.. ids.Where(read.ContainsKey).Select(x => read[x])];
    }

    private static async Task<List<ListedConversation>> ReadAsync(ChannelsDbContext db, IQueryable<Conversation> wanted, CancellationToken cancellationToken)
    {
        var found = await wanted.AsNoTracking().ToListAsync(cancellationToken);
        var whose = found.Select(x => x.Contact).Distinct().ToList();
        var contacts = await db.Contacts.AsNoTracking().Where(x => whose.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        return [.. found.Select(x => new ListedConversation(x, contacts.GetValueOrDefault(x.Contact)))];
    }
}
