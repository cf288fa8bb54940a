using Channels.Domain.Contacts;
using Channels.Domain.Messages;

namespace Channels.Domain.Sending;

/// <summary>A message that came in or goes out, as other systems read it.</summary>
/// <param name="Contact">Null where the contact is not known any more.</param>
public sealed record LoggedMessage(Guid Id, ChannelId Channel, MessageDirection Direction, MessageType Type, Contact? Contact)
{
    public Guid? Conversation { get; init; }

    /// <summary>The name that the contact shows at WhatsApp: untrusted text.</summary>
    public string? ContactName { get; init; }

    /// <inheritdoc cref="Message.TypeName"/>
    public string? TypeName { get; init; }

    public string? WhatsAppId { get; init; }

    public string? RefersTo { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it came in, or was taken for sending.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Null for one that came in.</summary>
    public SendState? State { get; init; }

    public SendCause? Cause { get; init; }

    /// <inheritdoc cref="OutgoingMessage.Refusal"/>
    public string? Refusal { get; init; }

    public string? ClientReference { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What it says, as JSON; null where that is not kept, or not any more.</summary>
    public string? Says { get; init; }

    /// <summary>Keeps texts out of logs and exception texts.</summary>
    public override string ToString() => $"LoggedMessage {Id} {Type}";
}
