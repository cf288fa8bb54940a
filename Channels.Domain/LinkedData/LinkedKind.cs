namespace Channels.Domain.LinkedData;

/// <summary>What hangs on an instance.</summary>
public enum LinkedKind
{
    Prompt,
    Conversation,
    FollowUp,
    Schedule,
    Integration,
}
