using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class ChannelTransaction(ChannelsDbContext db, CancellationToken cancellationToken) : IChannelTransaction
{
    /// <summary>What to publish once the transaction is committed.</summary>
    public IReadOnlyList<ChannelChanged> Changes { get; private set; } = [];

    public async Task<Channel> LoadAsync(ChannelId id) =>
        await FindAsync(id) ?? throw new RuleViolation(Rule.ChannelNotFound);

    public Task<Channel?> FindAsync(ChannelId id) =>
        db.Instances.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public void Add(Channel channel) => db.Instances.Add(channel);

    public Task<int> CountAsync() => db.Instances.CountAsync(cancellationToken);

    public Task<bool> IsNameTakenAsync(ChannelName name, ChannelId? except) =>
        db.Instances.AnyAsync(
            x => EF.Property<string>(x, ChannelConfiguration.NameKey) == name.Key && x.Id != except, cancellationToken);

    public async Task<string?> FindNumberOwnerAsync(PhoneNumber number, ChannelId except)
    {
        var owner = await db.Instances.AsNoTracking()
            .Where(x => EF.Property<string?>(x, ChannelConfiguration.NumberKey) == number.Key && x.Id != except)
            .SingleOrDefaultAsync(cancellationToken);
        return owner?.Name.Value;
    }

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

    public async Task PutPictureAsync(ChannelId channel, Picture picture)
    {
        var stored = await db.Pictures.SingleOrDefaultAsync(x => x.Channel == channel, cancellationToken);
        if (stored is null)
        {
            db.Pictures.Add(new StoredPicture { Channel = channel, Tag = picture.Tag, Jpeg = picture.Jpeg });
        }
        else
        {
            (stored.Tag, stored.Jpeg) = (picture.Tag, picture.Jpeg);
        }
    }

    /// <summary>Last step before the save: fills the keys of the unique indexes and takes over the new timeline lines.</summary>
    public void Complete()
    {
        var entries = db.ChangeTracker.Entries<Channel>().ToList();
        Changes =
        [
            .. entries
                .Where(x => x.State == EntityState.Added || x.Property(c => c.Revision).IsModified)
                .Select(x => new ChannelChanged(x.Entity.Snapshot())),
        ];
        foreach (var entry in entries)
        {
            entry.Property(ChannelConfiguration.NameKey).CurrentValue = entry.Entity.Name.Key;
            entry.Property(ChannelConfiguration.NumberKey).CurrentValue = entry.Entity.Number?.Key;
            db.History.AddRange(entry.Entity.DrainHistory());
        }
    }
}
