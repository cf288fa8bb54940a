namespace Channels.Domain.Events;

/// <summary>The types of <see cref="LogEvent"/>, as other systems know them.</summary>
public static class EventTypes
{
    public const string ChannelCreated = "channel.created";
    public const string ChannelUpdated = "channel.updated";
    public const string ChannelConnected = "channel.connected";
    public const string ChannelReconnecting = "channel.reconnecting";
    public const string ChannelDisconnected = "channel.disconnected";
    public const string ChannelRemoving = "channel.removing";
    public const string ChannelRemoved = "channel.removed";
    public const string ChannelDown = "channel.down";
    public const string ChannelRecovered = "channel.recovered";
    public const string MessageReceived = "message.received";
    public const string MessageContentAvailable = "message.content_available";
    public const string MessageSent = "message.sent";
    public const string MessageDelivered = "message.delivered";
    public const string MessageRead = "message.read";
    public const string MessageFailed = "message.failed";
    public const string MessageExpired = "message.expired";
    public const string MessageUndecided = "message.undecided";
    public const string MessageUncertain = "message.uncertain";
    public const string ConversationOpened = "conversation.opened";
    public const string ConversationClosed = "conversation.closed";
    public const string ConversationMoved = "conversation.moved";
    public const string LinkedMoved = "linked.moved";
    public const string IntegrationUnlinked = "integration.unlinked";
    public const string EndpointDisabled = "endpoint.disabled";

    public static IReadOnlyList<string> All { get; } =
    [
        ChannelCreated, ChannelUpdated, ChannelConnected, ChannelReconnecting, ChannelDisconnected, ChannelRemoving, ChannelRemoved, ChannelDown, ChannelRecovered,
        MessageReceived, MessageContentAvailable, MessageSent, MessageDelivered, MessageRead, MessageFailed, MessageExpired, MessageUndecided, MessageUncertain,
        ConversationOpened, ConversationClosed, ConversationMoved, LinkedMoved, IntegrationUnlinked, EndpointDisabled,
    ];
}
