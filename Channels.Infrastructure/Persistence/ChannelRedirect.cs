using Channels.Domain;

namespace Channels.Infrastructure.Persistence;

/// <summary>The id of a removed channel and the channel that it means since then. Never a chain: both ends are kept up.</summary>
internal sealed class ChannelRedirect
{
    public required ChannelId From { get; init; }

    public required ChannelId To { get; set; }

    /// <summary>See <see cref="Channel.LinkedAt"/> of the removed one: its device may still bring messages.</summary>
    public DateTimeOffset? LinkedAt { get; init; }

    /// <inheritdoc cref="Channel.HistoryBefore"/>
    public DateTimeOffset? HistoryBefore { get; init; }
}
