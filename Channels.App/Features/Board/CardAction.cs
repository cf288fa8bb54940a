namespace Channels.App.Features.Board;

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
