using Channels.Domain;

namespace Channels.App.Components;

/// <summary>What a person can do with an instance from its card.</summary>
public enum CardAction
{
    Connect,
    Refresh,
    Rename,
    Remove,
    Disconnect,
    History,
    TestSend,
    CopyId,

    /// <summary>An authorization of the official API that ends soon.</summary>
    Renew,

    /// <summary>Simulated instances only.</summary>
    OpenPhone,
}

/// <summary>An action that somebody chose on an instance's card.</summary>
public readonly record struct CardPress(ChannelId Id, CardAction Action);
