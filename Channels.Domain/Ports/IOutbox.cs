using Channels.Domain.Sending;

namespace Channels.Domain.Ports;

/// <summary>Outgoing messages, outside of a transaction.</summary>
public interface IOutbox
{
    /// <summary>The channels on which something waits.</summary>
    Task<IReadOnlyList<ChannelId>> ListChannelsAsync(CancellationToken cancellationToken);

    /// <summary>Of those on which something waits or is uncertain.</summary>
    Task<IReadOnlyDictionary<ChannelId, QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Of one channel.</summary>
    Task<QueueCounts> CountAsync(ChannelId channel, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The first of a part of a channel's messages.</summary>
    Task<IReadOnlyList<QueuedMessage>> ListAsync(
        ChannelId channel, QueuePart part, DateTimeOffset now, int take, CancellationToken cancellationToken);

    Task<QueuedMessage?> FindAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>Sees to it that what waits on a channel is looked at now.</summary>
public interface ISendBell
{
    void Ring(ChannelId channel);
}
