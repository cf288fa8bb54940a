namespace Channels.Domain.Contacts;

/// <summary>
/// Somebody who writes or is written to, on whichever instance. Names that came together once belong to one contact for ever;
/// which ones do is told by <see cref="ContactIdentity"/>, here stand the latest of each kind.
/// </summary>
public sealed class Contact
{
    private Contact()
    {
    }

    public Guid Id { get; private set; }

    public PhoneNumber? Number { get; private set; }

    public string? Lid { get; private set; }

    public string? UserId { get; private set; }

    public string? ParentUserId { get; private set; }

    public static Contact New(DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now) };

    /// <summary>Is known by these names, too.</summary>
    public void Learn(ContactAddress address)
    {
        Number = address.Number ?? Number;
        Lid = address.Lid ?? Lid;
        UserId = address.UserId ?? UserId;
        ParentUserId = address.ParentUserId ?? ParentUserId;
    }

    /// <summary>Turned out to be this one, too; what is known of it already stays.</summary>
    public void Absorb(Contact other)
    {
        Number ??= other.Number;
        Lid ??= other.Lid;
        UserId ??= other.UserId;
        ParentUserId ??= other.ParentUserId;
    }

    /// <summary>The names by which a method reaches them; null where it knows none of them.</summary>
    public ContactAddress? AddressFor(ConnectionMethod method) => method switch
    {
        ConnectionMethod.WhatsAppWeb when Number is not null || Lid is not null => new ContactAddress(Number, Lid),
        ConnectionMethod.MetaCloud when Number is not null || UserId is not null => new ContactAddress(Number, userId: UserId),
        ConnectionMethod.Simulator when Number is not null => new ContactAddress(Number),
        _ => null,
    };

    /// <summary>The number is somebody else's by now.</summary>
    public void LoseNumber() => Number = null;
}

/// <summary>One name of a contact, and whose it is.</summary>
public sealed class ContactIdentity
{
    private ContactIdentity() => Key = null!;

    /// <summary>One of <see cref="ContactAddress.Keys"/>.</summary>
    public string Key { get; private set; }

    public Guid Contact { get; private set; }

    public static ContactIdentity Of(string key, Contact contact) => new() { Key = key, Contact = contact.Id };

    public void BelongsTo(Contact contact) => Contact = contact.Id;
}
