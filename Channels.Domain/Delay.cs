namespace Channels.Domain;

/// <summary>How long a channel that went down has been coming back by itself.</summary>
public enum Delay
{
    /// <summary>It does not, or began only now.</summary>
    None,

    /// <summary>For <see cref="ChannelSnapshot.LateAfter"/> or more.</summary>
    Late,

    /// <summary>For <see cref="ChannelSnapshot.OverdueAfter"/> or more.</summary>
    Overdue,
}
