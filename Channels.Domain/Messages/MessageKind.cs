namespace Channels.Domain.Messages;

/// <summary>
/// What WhatsApp delivers to a linked device. The first three come from customers and open or touch a conversation; of all
/// but the first the content goes unused, which is counted. Stored by name; the words stand under <c>Unused_</c> and the name.
/// </summary>
public enum MessageKind
{
    OneToOne,

    /// <summary>From a customer, and could not be decrypted, yet.</summary>
    Unreadable,

    /// <summary>From a customer, to be seen on the phone alone.</summary>
    PhoneOnly,

    /// <summary>Written by the account itself, elsewhere.</summary>
    Own,
    Group,
    Status,
    Broadcast,
    Newsletter,
    Reaction,

    /// <summary>Edits, deletions, votes and settings.</summary>
    Protocol,
    Empty,
    UnknownSender,

    /// <summary>From before the link.</summary>
    History,
}
