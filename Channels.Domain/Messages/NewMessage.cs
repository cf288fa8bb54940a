namespace Channels.Domain.Messages;

/// <summary>A message as WhatsApp delivered it.</summary>
/// <param name="WhatsAppId">Chosen by its sender: two senders may use the same.</param>
/// <param name="SentAt">WhatsApp's own date, to the second.</param>
public sealed record NewMessage(string WhatsAppId, MessageType Type, DateTimeOffset SentAt)
{
    /// <summary>WhatsApp's own name of the type, where that is <see cref="MessageType.Unsupported"/>.</summary>
    public string? TypeName { get; init; }

    /// <summary>The id of the message that it answers, changes or takes back.</summary>
    public string? RefersTo { get; init; }

    /// <summary>What it says, as JSON; null where there is nothing to keep.</summary>
    public string? Content { get; init; }

    /// <summary>By which the gateway keeps it until it is in the log; null where it keeps none.</summary>
    public long? Delivery { get; init; }

    /// <summary>Whether it could be decrypted; null where it was not meant for linked devices, so that nobody tried.</summary>
    public bool? WasRead { get; init; } = Type != MessageType.Undecryptable;

    /// <summary>Whether somebody wrote; otherwise they did something to another message.</summary>
    public bool IsWritten => Type is not (MessageType.Reaction or MessageType.Edit or MessageType.Revoke);

    /// <summary>Keeps texts out of logs and exception texts.</summary>
    public override string ToString() => $"NewMessage {Type}";
}
