using Channels.Domain.Messages;

namespace Channels.Domain.Sending;

/// <summary>An outgoing message as people see it: not what it says.</summary>
/// <param name="ContactName">The name that the contact shows at WhatsApp, or empty: untrusted text.</param>
public sealed record QueuedMessage(
    Guid Id,
    ChannelId Channel,
    PhoneNumber? Number,
    string ContactName,
    MessageType Type,
    SendState State,
    SendCause? Cause,
    string? Refusal,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? SendAt,
    DateTimeOffset DueAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset StateAt,
    string Who);
