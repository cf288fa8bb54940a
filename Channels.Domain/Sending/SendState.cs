namespace Channels.Domain.Sending;

/// <summary>How an outgoing message stands. Stored by name. The order is that of what came of it, the least first.</summary>
public enum SendState
{
    /// <summary>Waits for its turn, its time, or its line.</summary>
    Queued,

    /// <summary>Is not sent before somebody decides; <see cref="OutgoingMessage.Cause"/> says why.</summary>
    Undecided,

    /// <summary>Somebody took it back, or decided against it.</summary>
    Cancelled,

    /// <summary>Its time was over before it could be sent.</summary>
    Expired,

    /// <summary>Is being handed over.</summary>
    Sending,

    /// <summary>Was handed over, and nobody said what became of it. It is never repeated by itself.</summary>
    Uncertain,

    /// <summary>Was refused; <see cref="OutgoingMessage.Cause"/> and <see cref="OutgoingMessage.Refusal"/> say why.</summary>
    Failed,

    /// <summary>WhatsApp has it.</summary>
    Sent,

    /// <summary>A device of the contact's has it.</summary>
    Delivered,

    Read,
}

/// <summary>Why a message waits for a decision, or failed. Stored by name; words under <c>SendCause_</c> and the name.</summary>
public enum SendCause
{
    /// <summary>The channel has another number than when the message was taken.</summary>
    OtherNumber,

    /// <summary>It is late by more than <see cref="SendOptions.AskAfter"/>.</summary>
    Late,

    /// <summary>The account was banned or restricted while it waited.</summary>
    Banned,

    /// <summary>Its channel was removed, and nobody said what becomes of it.</summary>
    Removed,

    /// <summary>A person disconnected the channel and wanted to decide later.</summary>
    Disconnected,

    /// <summary>WhatsApp refused it with a code of its own.</summary>
    Refused,

    /// <summary>It was not to wait for a connection.</summary>
    NotConnected,

    /// <summary>The official API takes only templates more than 24 hours after the contact last wrote.</summary>
    WindowClosed,

    /// <summary>The contact has no name by which this method could reach them.</summary>
    Unreachable,

    /// <summary>What it says cannot be read any more: the keys to it are gone.</summary>
    ContentLost,
}

/// <summary>What a person decides about a message that waits for it.</summary>
public enum SendDecision
{
    Send,
    Discard,
}
