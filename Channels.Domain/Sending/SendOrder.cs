using Channels.Domain.Contacts;

namespace Channels.Domain.Sending;

/// <summary>What a gateway is handed.</summary>
/// <param name="Id">Ours; goes along where the method takes it.</param>
/// <param name="WhatsAppId">The id under which it leaves, where we may choose.</param>
public sealed record SendOrder(Guid Id, string WhatsAppId, ContactAddress To, OutgoingContent Content)
{
    public QuotedMessage? RepliesTo { get; init; }
}

/// <summary>The message that is answered.</summary>
/// <param name="FromContact">The contact wrote it.</param>
/// <param name="Text">What it says, where that is known.</param>
public sealed record QuotedMessage(string WhatsAppId, bool FromContact, string? Text)
{
    public override string ToString() => $"QuotedMessage {WhatsAppId}";
}

/// <summary>What became of a hand-over.</summary>
public enum SendResult
{
    /// <summary>WhatsApp has it.</summary>
    Taken,

    /// <summary>WhatsApp refused it, for good.</summary>
    Refused,

    /// <summary>It did not leave, or WhatsApp took none for now: it may be tried again.</summary>
    NotSent,

    /// <summary>It may have left: nobody answered.</summary>
    Unanswered,
}

/// <param name="ProviderId">WhatsApp's own id, where that is not the one that we chose.</param>
/// <param name="Refusal">WhatsApp's own code.</param>
public sealed record SendOutcome(SendResult Result, string? ProviderId = null, string? Refusal = null)
{
    /// <summary>Why, where we know better than the code says.</summary>
    public SendCause? Cause { get; init; }
}
