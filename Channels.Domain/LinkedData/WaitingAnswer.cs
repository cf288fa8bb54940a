namespace Channels.Domain.LinkedData;

/// <summary>What becomes of the waiting messages of a channel that is removed or disconnected.</summary>
public enum WaitingAnswer
{
    /// <summary>They are sent: by the channel that takes over, or once the line is back.</summary>
    Send,

    /// <summary>Somebody decides about each of them.</summary>
    Ask,

    Discard,
}
