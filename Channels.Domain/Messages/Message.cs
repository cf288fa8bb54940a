using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;

namespace Channels.Domain.Messages;

/// <summary>
/// That a message passed: whose, when, of what type. What it says is kept apart, sealed, for a few days
/// (see <see cref="Ports.IMessageData.KeepContentAsync"/>).
/// </summary>
public sealed class Message
{
    public const int MaxId = 200;
    public const int MaxTypeName = 60;

    private Message() => WhatsAppId = null!;

    public Guid Id { get; private set; }

    /// <summary>The channel on whose line it passed; it stays that one, also where the conversation goes on through another.</summary>
    public ChannelId Line { get; private set; }

    public MessageDirection Direction { get; private set; }

    public Guid Contact { get; private set; }

    /// <summary>Null where it opens none and there was none open.</summary>
    public Guid? Conversation { get; private set; }

    /// <summary>Unique for a line, a direction and a contact.</summary>
    public string WhatsAppId { get; private set; }

    public MessageType Type { get; private set; }

    public string? TypeName { get; private set; }

    public string? RefersTo { get; private set; }

    /// <summary>By our clock, as far as it is known how far WhatsApp's is from it.</summary>
    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The day under whose key the content is sealed, as a number (see <see cref="DateOnly.DayNumber"/>); null where none was kept.</summary>
    public int? ContentDay { get; private set; }

    public static Message Receive(
        ChannelId line, Contact contact, Conversation? conversation, NewMessage message, DateTimeOffset sentAt, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            Line = line,
            Direction = MessageDirection.In,
            Contact = contact.Id,
            Conversation = conversation?.Id,
            WhatsAppId = message.WhatsAppId,
            Type = message.Type,
            TypeName = message.TypeName is { Length: > MaxTypeName } name ? name[..MaxTypeName] : message.TypeName,
            RefersTo = message.RefersTo is { Length: > MaxId } ? null : message.RefersTo,
            SentAt = sentAt,
            ReceivedAt = now,
        };

    /// <summary>One of ours went out.</summary>
    /// <param name="id">By which it is known since it was taken for sending.</param>
    public static Message Send(Guid id, ChannelId line, Guid contact, Conversation? conversation, NewMessage message, DateTimeOffset now) => new()
    {
        Id = id,
        Line = line,
        Direction = MessageDirection.Out,
        Contact = contact,
        Conversation = conversation?.Id,
        WhatsAppId = message.WhatsAppId,
        Type = message.Type,
        RefersTo = RefersToOf(message),
        SentAt = message.SentAt,
        ReceivedAt = now,
    };

    /// <summary>It came again, and this time it says what it is.</summary>
    /// <returns>False where that was known: it is a repetition.</returns>
    public bool Complete(NewMessage message)
    {
        if (Type != MessageType.Undecryptable || message.Type == MessageType.Undecryptable)
        {
            return false;
        }

        (Type, TypeName, RefersTo) = (message.Type, TypeNameOf(message), RefersToOf(message));
        return true;
    }

    public void KeptOn(DateOnly day) => ContentDay = day.DayNumber;

    private static string? TypeNameOf(NewMessage message) =>
        message.TypeName is { Length: > MaxTypeName } name ? name[..MaxTypeName] : message.TypeName;

    private static string? RefersToOf(NewMessage message) => message.RefersTo is { Length: > MaxId } ? null : message.RefersTo;
}
