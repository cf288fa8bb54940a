namespace Channels.Domain.LinkedData;

/// <summary>What hangs on a channel.</summary>
public enum LinkedKind
{
    Prompt,
    Conversation,
    FollowUp,
    Schedule,
    Integration,
}
