using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain.Messages;
using Channels.Domain.Sending;

namespace Channels.App.Api.V1;

/// <summary>A message that came in or goes out.</summary>
/// <param name="State">Null for one that came in.</param>
/// <param name="TypeName">WhatsApp's own name of the type, where ours is <c>unsupported</c>.</param>
/// <param name="ReplyTo">WhatsApp's id of the message that it answers, changes or takes back.</param>
/// <param name="ProviderId">WhatsApp's id of this one: two contacts may use the same.</param>
internal sealed record MessageModel(
    Guid Id, Guid ChannelId, Guid? ConversationId, MessageDirection Direction, SendState? State, ContactModel Contact, MessageType Type, string? TypeName,
    ContentState Content, string? Text, JsonNode? Media, JsonNode? Location, JsonNode? Contacts, JsonNode? Reaction, string? ReplyTo,
    DateTimeOffset? SentAt, DateTimeOffset ReceivedAt, DateTimeOffset? SendAt, DateTimeOffset? ExpiresAt, string? ClientReference, string? ProviderId,
    SendErrorModel? Error)
{
    // What opens a medium is ours.
    private static readonly string[] OfMedia = ["mimetype", "file_name", "seconds", "size"];

    public static MessageModel Of(LoggedMessage message)
    {
        var says = message.Says is null ? null : JsonNode.Parse(message.Says) as JsonObject;
        return new MessageModel(
            message.Id, message.Channel.Value, message.Conversation, message.Direction, message.State, ContactModel.Of(message), message.Type, message.TypeName,
            message.Type == MessageType.Undecryptable ? ContentState.Pending : says is null ? ContentState.Erased : ContentState.Available,
            says?["text"]?.GetValueKind() == JsonValueKind.String ? (string?)says["text"] : null,
            says?["media"] is JsonObject media ? MediaOf(message.Id, media) : null,
            says?["location"]?.DeepClone(), says?["contacts"]?.DeepClone(), says?["reaction"]?.DeepClone(),
            message.RefersTo, message.SentAt, message.At, message.SendAt, message.ExpiresAt, message.ClientReference, message.WhatsAppId,
            message.Cause is { } cause ? new SendErrorModel(cause, message.Refusal) : null);
    }

    /// <summary>By its message's id it is fetched.</summary>
    private static JsonObject MediaOf(Guid message, JsonObject media) =>
        new([KeyValuePair.Create("id", (JsonNode?)message), .. OfMedia.Where(media.ContainsKey).Select(x => KeyValuePair.Create(x, media[x]?.DeepClone()))]);
}

/// <summary>Whether what a message says can be read: <c>pending</c> may still come, <c>erased</c> is not kept any more.</summary>
internal enum ContentState
{
    Available,
    Pending,
    Erased,
}

/// <param name="Number">In E.164.</param>
/// <param name="Lid">WhatsApp's id of somebody who shows no number to linked devices.</param>
/// <param name="UserId">The official API's id of somebody who shows it no number.</param>
internal sealed record ContactModel(string? Number, string? Lid, string? UserId, string? Name)
{
    public static ContactModel Of(LoggedMessage message) => new(
        message.Contact?.Number?.E164, message.Contact?.Lid, message.Contact?.UserId, message.ContactName is { Length: > 0 } name ? name : null);
}

/// <param name="ProviderCode">WhatsApp's or Meta's own code.</param>
internal sealed record SendErrorModel(SendCause Code, string? ProviderCode);

/// <summary>A message that was taken for sending: what becomes of it is told by events.</summary>
internal sealed record TakenMessageModel(Guid Id, SendState State, string? ClientReference);

/// <param name="ChannelId">Through which other instance it is sent; null for its own.</param>
internal sealed record DecisionOrder(SendDecision Decision, Guid? ChannelId);

/// <summary>A message to be sent: exactly one of text, location, reaction and template says what.</summary>
internal sealed record MessageOrder(
    TargetOrder? To, string? Text, OutgoingLocation? Location, ReactionOrder? Reaction, OutgoingTemplate? Template, string? ReplyTo,
    DateTimeOffset? SendAt, DateTimeOffset? ExpiresAt, HoldOrder Hold = HoldOrder.UntilConnected, string? ClientReference = null);

/// <summary>Whom it is for, by exactly one of the three.</summary>
internal sealed record TargetOrder(string? Number, string? UserId, Guid? ConversationId);

/// <param name="ProviderId">WhatsApp's id of the message that is reacted to.</param>
/// <param name="Emoji">Empty takes an earlier reaction back.</param>
internal sealed record ReactionOrder(string ProviderId, string Emoji, bool FromContact = true);

internal enum HoldOrder
{
    /// <summary>It waits for its line.</summary>
    UntilConnected,

    /// <summary>It fails where there is no line at its time.</summary>
    Never,
}
