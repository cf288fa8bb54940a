using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class ContactRows(ChannelsDbContext db, Func<Task> flush, CancellationToken cancellationToken) : IContactData
{
    /// <summary>Has the contacts at hand.</summary>
    /// <returns>Whose each name is; names that nobody has are left out.</returns>
    public async Task<Dictionary<string, Guid>> ReadAheadAsync(IEnumerable<ContactAddress> addresses)
    {
        var keys = addresses.SelectMany(x => x.Keys).Distinct().ToList();
        var identities = await db.ContactIdentities.Where(x => keys.Contains(x.Key)).ToListAsync(cancellationToken);
        var ids = identities.Select(x => x.Contact).Distinct().ToList();
        await db.Contacts.Where(x => ids.Contains(x.Id)).LoadAsync(cancellationToken);
        return identities.ToDictionary(x => x.Key, x => x.Contact);
    }

    public async Task<bool> ChangesOthersAsync(ContactAddress address)
    {
        var owners = new HashSet<Guid>();
        foreach (var key in address.Keys)
        {
            if (await db.ContactIdentities.FindAsync([key], cancellationToken) is { } identity)
            {
                owners.Add(identity.Contact);
            }
        }

        return owners.Count > 1 || await FindFormerOwnerAsync(address) is not null;
    }

    public async Task<Contact> KnowAsync(ContactAddress address, DateTimeOffset now)
    {
        await PassNumberOnAsync(address);
        return await UniteAsync(address.Keys, address, now);
    }

    public Task<Contact> RenameAsync(ContactAddress earlier, ContactAddress present, DateTimeOffset now) =>
        UniteAsync([.. earlier.Keys, .. present.Keys], present, now);

    private async Task<Contact> UniteAsync(IReadOnlyList<string> keys, ContactAddress latest, DateTimeOffset now)
    {
        var unknown = new List<string>();
        var found = new List<Contact>();
        foreach (var key in keys)
        {
            if (await db.ContactIdentities.FindAsync([key], cancellationToken) is not { } identity)
            {
                unknown.Add(key);
            }
            else if (await FindAsync(identity.Contact) is var contact && !found.Contains(contact))
            {
                found.Add(contact);
            }
        }

        var survivor = found.MinBy(x => x.Id) ?? db.Contacts.Add(Contact.New(now)).Entity;
        db.ContactIdentities.AddRange(unknown.Select(key => ContactIdentity.Of(key, survivor)));
        foreach (var other in found.Where(x => x != survivor))
        {
            await MergeAsync(other, survivor);
        }

        survivor.Learn(latest);
        return survivor;
    }

    /// <summary>An account keeps its LID for good: a number that comes with another one went to somebody else.</summary>
    private async Task PassNumberOnAsync(ContactAddress address)
    {
        if (await FindFormerOwnerAsync(address) is var (identity, owner))
        {
            if (owner.Number?.SameAs(address.Number!) == true)
            {
                owner.LoseNumber();
            }

            db.ContactIdentities.Remove(identity);
            await flush();
        }
    }

    private async Task<(ContactIdentity Identity, Contact Owner)?> FindFormerOwnerAsync(ContactAddress address) =>
        address is { Number: { } number, Lid: { } lid }
            && await db.ContactIdentities.FindAsync([ContactAddress.KeyOf(number)], cancellationToken) is { } identity
            && await FindAsync(identity.Contact) is { Lid: { } before } owner && before != lid
            ? (identity, owner)
            : null;

    private async Task MergeAsync(Contact from, Contact to)
    {
        await flush();
        var open = await db.Conversations.Where(x => x.IsOpen && (x.Contact == from.Id || x.Contact == to.Id)).ToListAsync(cancellationToken);
        foreach (var both in open.GroupBy(x => x.Channel).Where(x => x.Count() == 2))
        {
            var newest = both.OrderBy(x => x.OpenedAt).ThenBy(x => x.Id).Last();
            both.Single(x => x != newest).ContinueIn(newest);
        }

        // Closed before one contact has two of them.
        await flush();
        foreach (var conversation in open.Where(x => x.Contact == from.Id))
        {
            conversation.IsWith(to);
        }

        await flush();
        await db.Conversations.Where(x => x.Contact == from.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Contact, to.Id), cancellationToken);
        await MoveMessagesAsync(from, to);
        await db.Outgoing.Where(x => x.Contact == from.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Contact, to.Id), cancellationToken);
        foreach (var identity in await db.ContactIdentities.Where(x => x.Contact == from.Id).ToListAsync(cancellationToken))
        {
            identity.BelongsTo(to);
        }

        to.Absorb(from);
        await flush();
        db.Contacts.Remove(from);
    }

    /// <summary>What was delivered to both is one message: the one that could be read, where only one could.</summary>
    private async Task MoveMessagesAsync(Contact from, Contact to)
    {
        await Doubled(to, from).Where(x => x.Type == MessageType.Undecryptable).ExecuteDeleteAsync(cancellationToken);
        await Doubled(from, to).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(x => x.Contact == from.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.Contact, to.Id), cancellationToken);
    }

    private IQueryable<Message> Doubled(Contact of, Contact other) => db.Messages.Where(x =>
        x.Contact == of.Id
        && db.Messages.Any(y => y.Contact == other.Id && y.Line == x.Line && y.Direction == x.Direction && y.WhatsAppId == x.WhatsAppId));

    private async Task<Contact> FindAsync(Guid id) =>
        await db.Contacts.FindAsync([id], cancellationToken) ?? throw new InvalidOperationException("A name without its contact.");
}
