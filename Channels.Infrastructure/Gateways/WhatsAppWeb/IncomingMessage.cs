using System.Collections.Frozen;
using Channels.Domain;
using Channels.Domain.Messages;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What is known of a message that came in. Its text stays in the engine.</summary>
/// <param name="Chat">The jid of the chat; a chat of two may be named by number or by LID.</param>
/// <param name="ChatAlt">The same chat by the other name, where it is known.</param>
/// <param name="Content">The type of its content, as the protocol calls it; null where there is none.</param>
/// <param name="Name">The name that the sender shows: untrusted text.</param>
internal sealed record IncomingMessage(
    string? Chat, string? ChatAlt, bool FromMe, string? Content, string? Name, DateTimeOffset SentAt)
{
    /// <summary>WhatsApp's own; what comes again has the same.</summary>
    public string Id { get; init; } = "";

    /// <summary>Why there is no content, where that is known.</summary>
    public MissingContent? Missing { get; init; }

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

/// <summary>Why a message has no content.</summary>
internal enum MissingContent
{
    /// <summary>It could not be decrypted, yet; where it can, its content follows under the same id.</summary>
    Lost,

    /// <summary>WhatsApp gives it to phones alone, as it does what may be viewed once.</summary>
    PhoneOnly,
}
