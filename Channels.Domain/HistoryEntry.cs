namespace Channels.Domain;

/// <summary>One line of a channel's timeline; kept after the channel is gone. Instants in UTC.</summary>
public sealed record HistoryEntry(
    ChannelId Channel,
    string ChannelName,
    DateTimeOffset At,
    HistoryKind Kind,
    string? Who,
    string? Detail)
{
    /// <summary>Its place in the order of all lines, given by the store.</summary>
    public long Id { get; private init; }

    /// <summary>The channel's reason at that moment, where the line tells of its state; of an attempt how it ended.</summary>
    public StatusReason? Reason { get; init; }
}

/// <summary>What a line of the timeline tells. Stored by name.</summary>
public enum HistoryKind
{
    Created,
    ConnectAsked,
    CodeViewed,

    /// <summary>A code was made to be typed on a phone; Detail is the end of its number.</summary>
    PairingCodeAsked,
    StatusChanged,

    /// <summary>An attempt to connect came to nothing, and the channel is down as before; Reason tells of the attempt.</summary>
    ConnectFailed,
    Refreshed,
    Renamed,

    /// <summary>The line goes through a proxy from now on.</summary>
    ProxySet,
    ProxyChanged,
    ProxyRemoved,

    /// <summary>Everything live moved away; Detail names the destination.</summary>
    RemovalStarted,

    /// <summary>Took over what hung on another channel; Detail names it.</summary>
    TookOver,
    Removed,

    /// <summary>Somebody decided that waiting messages are sent; Detail says how many, and through which other channel.</summary>
    MessagesReleased,

    /// <summary>Somebody decided that waiting messages are not sent; Detail says how many.</summary>
    MessagesDiscarded,

    /// <summary>The device of a removed channel, or of a number that gave way to another, is gone from the phone.</summary>
    DeviceUnlinked,

    /// <summary>Such a device has to be removed on the phone.</summary>
    DeviceLeft,
}
