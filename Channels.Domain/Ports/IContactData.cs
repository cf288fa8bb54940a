using Channels.Domain.Contacts;

namespace Channels.Domain.Ports;

/// <summary>Who is who, inside a transaction.</summary>
public interface IContactData
{
    /// <summary>
    /// The contact with these names; one whom nobody knew is new. Contacts of whom this shows that they are one become one, with
    /// all their conversations and messages; of two open conversations on one channel the older is closed and goes on in the
    /// other. A number whose LID is another by now went to somebody else.
    /// </summary>
    Task<Contact> KnowAsync(ContactAddress address, DateTimeOffset now);

    /// <summary>
    /// Whether <see cref="KnowAsync"/> would change what is known of others: contacts become one, or a number goes to somebody else. Such
    /// a change is made past what a transaction has at hand, so that it begins one.
    /// </summary>
    Task<bool> ChangesOthersAsync(ContactAddress address);

    /// <summary>Somebody got other names: whoever had the earlier ones has these from now on, too.</summary>
    Task<Contact> RenameAsync(ContactAddress earlier, ContactAddress present, DateTimeOffset now);
}
