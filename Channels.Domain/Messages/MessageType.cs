namespace Channels.Domain.Messages;

/// <summary>What a message is. Stored by name.</summary>
public enum MessageType
{
    Text,
    Image,
    Audio,
    Voice,
    Video,
    Document,
    Sticker,
    Location,
    Contacts,

    /// <summary>Of these three somebody did something to another message; they open no conversation.</summary>
    Reaction,
    Edit,
    Revoke,

    /// <summary>It came without its content, which may follow.</summary>
    Undecryptable,

    /// <summary>One that Meta approved before; it only goes out.</summary>
    Template,

    /// <summary>Anything else; its own name stands beside it.</summary>
    Unsupported,
}

public static class MessageTypes
{
    /// <summary>A file comes with it.</summary>
    public static bool HasMedia(this MessageType type) => type is MessageType.Image or MessageType.Audio or MessageType.Voice
        or MessageType.Video or MessageType.Document or MessageType.Sticker;
}

public enum MessageDirection
{
    In,
    Out,
}
