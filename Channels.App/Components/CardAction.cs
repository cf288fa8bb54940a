using Channels.Domain;

namespace Channels.App.Components;

/// <summary>What a person can do with a channel from its card.</summary>
public enum CardAction
{
    Connect,
    Refresh,
    Rename,
    Remove,
    Disconnect,
    History,

    /// <summary>What waits to be sent.</summary>
    Queue,
    TestSend,
    CopyId,

    /// <summary>The proxy of the line.</summary>
    Proxy,

    /// <summary>An authorization of the official API that ends soon.</summary>
    Renew,

    /// <summary>Simulated channels only.</summary>
    OpenPhone,
}

/// <summary>An action that somebody chose on a channel's card.</summary>
public readonly record struct CardPress(ChannelId Id, CardAction Action);
