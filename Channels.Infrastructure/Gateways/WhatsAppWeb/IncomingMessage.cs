using System.Collections.Frozen;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What is known of a message that came in. Its text stays in the engine.</summary>
/// <param name="Chat">The jid of the chat; a chat of two may be named by number or by LID.</param>
/// <param name="ChatAlt">The same chat by the other name, where it is known.</param>
/// <param name="Content">The type of its content, as the protocol calls it; null where it could not be read.</param>
/// <param name="Name">The name that the sender shows: untrusted text.</param>
internal sealed record IncomingMessage(
    string? Chat, string? ChatAlt, bool FromMe, string? Content, string? Name, DateTimeOffset SentAt)
{
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
        { FromMe: true } => MessageKind.Own,
        { Chat: "status@broadcast" } => MessageKind.Status,
        _ when IsAt("broadcast") => MessageKind.Broadcast,
        _ when IsAt("g.us") => MessageKind.Group,
        _ when IsAt("newsletter") => MessageKind.Newsletter,
        { Content: null } => MessageKind.Empty,
        _ when NoMessages.TryGetValue(Content, out var kind) => kind,
        { Contact: null } => MessageKind.UnknownSender,
        _ => MessageKind.OneToOne,
    };

    /// <summary>Who a chat of two is with.</summary>
    public ContactAddress? Contact
    {
        get
        {
            var number = PhoneNumber.FromDigits(UserAt("s.whatsapp.net") ?? UserAt("hosted"));
            var lid = UserAt("lid") ?? UserAt("hosted.lid");
            return number is null && lid is null ? null : new ContactAddress(number, lid);
        }
    }

    private bool IsAt(string server) => Chat?.EndsWith("@" + server, StringComparison.Ordinal) ?? false;

    /// <summary>A jid is <c>user@server</c>, with <c>:device</c> or <c>_agent</c> behind the user.</summary>
    private string? UserAt(string server) =>
        new[] { Chat, ChatAlt }
            .Where(jid => jid?.EndsWith("@" + server, StringComparison.Ordinal) ?? false)
            .Select(jid => jid!.Split('@', ':', '_')[0])
            .FirstOrDefault(user => user.Length > 0);
}

/// <summary>What becomes of a message: the first opens or touches a conversation, the others are counted.</summary>
internal enum MessageKind
{
    OneToOne,
    Own,
    Group,
    Status,
    Broadcast,
    Newsletter,
    Reaction,
    Protocol,

    /// <summary>Could not be read, yet; where it can, its content follows under the same id.</summary>
    Empty,
    UnknownSender,
    History,
}
