using System.Collections.Frozen;
using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What is known of a message that came in.</summary>
/// <param name="Chat">The jid of the chat; a chat of two may be named by number or by LID.</param>
/// <param name="ChatAlt">The same chat by the other name, where it is known.</param>
/// <param name="Content">The type of its content, as the protocol calls it; null where there is none.</param>
/// <param name="Name">The name that the sender shows: untrusted text.</param>
internal sealed record IncomingMessage(
    string? Chat, string? ChatAlt, bool FromMe, string? Content, string? Name, DateTimeOffset SentAt)
{
    /// <summary>WhatsApp's own; what comes again has the same.</summary>
    public string Id { get; init; } = "";

    /// <summary>Keeps texts out of logs and exception texts.</summary>
    public override string ToString() => $"IncomingMessage {Kind}";

    /// <summary>Why there is no content, where that is known.</summary>
    public MissingContent? Missing { get; init; }

    /// <summary>What it is, where the engine could read it.</summary>
    public MessageType? Type { get; init; }

    /// <summary>The id of the message that it answers, changes or takes back.</summary>
    public string? RefersTo { get; init; }

    /// <summary>What it says, as JSON.</summary>
    public string? Says { get; init; }

    // What is not here counts as a message: a conversation too many is better than a customer unheard.
    private static readonly FrozenDictionary<string, MessageKind> NoMessages = new Dictionary<string, MessageKind>
    {
        ["reactionMessage"] = MessageKind.Reaction,
        ["encReactionMessage"] = MessageKind.Reaction,
        ["protocolMessage"] = MessageKind.Protocol,
        ["editedMessage"] = MessageKind.Protocol,
        ["secretEncryptedMessage"] = MessageKind.Protocol,
        ["senderKeyDistributionMessage"] = MessageKind.Protocol,
        ["pollUpdateMessage"] = MessageKind.Protocol,
        ["keepInChatMessage"] = MessageKind.Protocol,
        ["pinInChatMessage"] = MessageKind.Protocol,
        ["encEventResponseMessage"] = MessageKind.Protocol,
        ["deviceSentMessage"] = MessageKind.Protocol,
        ["placeholderMessage"] = MessageKind.Empty,
    }.ToFrozenDictionary();

    public MessageKind Kind => this switch
    {
        { FromMe: true, Content: { } content } when NoMessages.TryGetValue(content, out var own) => own,
        { FromMe: true } => MessageKind.Own,
        { Chat: "status@broadcast" } => MessageKind.Status,
        _ when IsAt("broadcast") => MessageKind.Broadcast,
        _ when IsAt("g.us") => MessageKind.Group,
        _ when IsAt("newsletter") => MessageKind.Newsletter,
        { Content: null, Missing: MissingContent.Lost, Contact: not null } => MessageKind.Unreadable,
        { Content: null, Missing: MissingContent.PhoneOnly, Contact: not null } => MessageKind.PhoneOnly,
        { Content: null } => MessageKind.Empty,
        _ when NoMessages.TryGetValue(Content, out var kind) => kind,
        { Contact: null } => MessageKind.UnknownSender,
        _ => MessageKind.OneToOne,
    };

    /// <summary>Who a chat of two is with.</summary>
    public ContactAddress? Contact => ContactOf(Chat, ChatAlt);

    public static IncomingMessage Of(WireMessage wire) =>
        new(wire.Chat, wire.ChatAlt, wire.FromMe, wire.Content, wire.Name, DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(wire.SentAt, 0, uint.MaxValue)))
        {
            Id = wire.Id ?? "",
            Missing = wire.Missing switch { "lost" => MissingContent.Lost, "phoneOnly" => MissingContent.PhoneOnly, _ => null },
            Type = Enum.TryParse<MessageType>(wire.Type, ignoreCase: true, out var type) ? type : null,
            RefersTo = wire.RefersTo,
            Says = wire.Says is { ValueKind: JsonValueKind.Object } says ? says.GetRawText() : null,
        };

    public static ContactAddress? ContactOf(string? chat, string? chatAlt)
    {
        var number = PhoneNumber.FromDigits(UserAt("s.whatsapp.net", chat, chatAlt) ?? UserAt("hosted", chat, chatAlt));
        var lid = UserAt("lid", chat, chatAlt) ?? UserAt("hosted.lid", chat, chatAlt);
        return number is null && lid is null ? null : new ContactAddress(number, lid);
    }

    /// <param name="delivery">By which it is kept until it is in the log.</param>
    public NewMessage ToNew(long? delivery = null)
    {
        var isMissing = Kind is MessageKind.Unreadable or MessageKind.PhoneOnly;
        var type = isMissing ? MessageType.Undecryptable : Type ?? MessageType.Unsupported;
        return new NewMessage(Id, type, SentAt)
        {
            TypeName = type == MessageType.Unsupported ? Content : null,
            RefersTo = RefersTo,
            Content = Says,
            WasRead = Kind == MessageKind.PhoneOnly ? null : !isMissing,
            Delivery = delivery,
        };
    }

    private bool IsAt(string server) => Chat?.EndsWith("@" + server, StringComparison.Ordinal) ?? false;

    /// <summary>A jid is <c>user@server</c>, with <c>:device</c> or <c>_agent</c> behind the user.</summary>
    private static string? UserAt(string server, params IEnumerable<string?> jids) =>
        jids.Where(jid => jid?.EndsWith("@" + server, StringComparison.Ordinal) ?? false)
            .Select(jid => jid!.Split('@', ':', '_')[0])
            .FirstOrDefault(user => user.Length > 0);
}

/// <summary>Why a message has no content.</summary>
internal enum MissingContent
{
    /// <summary>It could not be decrypted, yet; where it can, its content follows under the same id.</summary>
    Lost,

    /// <summary>WhatsApp gives it to phones alone, as it does what may be viewed once.</summary>
    PhoneOnly,
}
