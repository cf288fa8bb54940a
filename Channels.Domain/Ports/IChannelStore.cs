using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Proxies;

namespace Channels.Domain.Ports;

/// <summary>Instances, what hangs on them, and their timeline.</summary>
public interface IChannelStore
{
    /// <summary>All channels, oldest first; those being removed too.</summary>
    Task<IReadOnlyList<ChannelSnapshot>> ListAsync(CancellationToken cancellationToken);

    Task<ChannelSnapshot?> FindAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>The unstable channels that time has something to say to; see <see cref="Channel.IsToCalmDown"/>.</summary>
    Task<IReadOnlyList<ChannelId>> ListToCalmDownAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What passed on the lines of those channels on which anything did.</summary>
    Task<IReadOnlyList<ChannelSigns>> ListSignsAsync(CancellationToken cancellationToken);

    /// <summary>What WhatsApp delivered to a channel and nobody used, by kind.</summary>
    Task<IReadOnlyList<UnusedCount>> ListUnusedAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>The newest of the lines that are wanted, newest first.</summary>
    /// <param name="before">Only lines before the one with this id.</param>
    Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(
        HistoryFilter wanted, long? before, int count, CancellationToken cancellationToken);

    /// <summary>
    /// The lines of a channel since <paramref name="from"/> that tell how it stood, and the last such line from before;
    /// oldest first.
    /// </summary>
    Task<IReadOnlyList<HistoryEntry>> ReadStatusLinesAsync(
        ChannelId id, DateTimeOffset from, CancellationToken cancellationToken);

    Task<Picture?> FindPictureAsync(ChannelId id, string tag, CancellationToken cancellationToken);

    Task<LineProxy?> FindProxyAsync(ChannelId id, CancellationToken cancellationToken);

    Task<LinkedCounts> CountLinkedAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>
    /// What waits for each of these channels: open conversations, and active follow-ups and schedules that are due from
    /// <paramref name="dueFrom"/> to before <paramref name="dueTo"/>. Those on which nothing waits are left out.
    /// </summary>
    Task<Dictionary<ChannelId, DropImpact>> CountWaitingAsync(
        IReadOnlyList<ChannelId> ids, DateTimeOffset dueFrom, DateTimeOffset dueTo, CancellationToken cancellationToken);

    /// <summary>What hangs on a channel, by name: the open ones first, then the due ones, the newest first.</summary>
    Task<IReadOnlyList<LinkedName>> ListLinkedAsync(
        ChannelId id, LinkedKind kind, int skip, int take, CancellationToken cancellationToken);

    Task<RemovalReceipt?> FindReceiptAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>What is still to be told to WhatsApp, or was given up; oldest first.</summary>
    Task<IReadOnlyList<GatewayJob>> ListJobsAsync(CancellationToken cancellationToken);

    Task<GatewayJob?> FindJobAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Whether another channel that is being removed hands over to this one.</summary>
    Task<bool> IsTakingOverAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>The channel that an id means: itself, or the one that took over from it when it was removed.</summary>
    Task<ChannelId> ResolveAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction, alone among all writers of the process, so that what it reads
    /// still holds when it commits. What changed is published after the commit; an exception rolls back
    /// and publishes nothing. Never wait for a network inside.
    /// </summary>
    Task<T> WriteAsync<T>(Func<IChannelTransaction, Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>A profile picture: a JPEG of at most some 100 kB, named by a hash of its bytes.</summary>
public sealed record Picture(string Tag, byte[] Jpeg);
