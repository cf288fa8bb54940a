namespace Channels.Domain;

/// <summary>The three states of a channel; everything finer is a <see cref="StatusReason"/>. Stored by name.</summary>
public enum ChannelStatus
{
    Disconnected,
    Connecting,
    Connected,
}
