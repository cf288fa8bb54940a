namespace Channels.Domain.Access;

/// <summary>Where to look for the channel that something is about.</summary>
public interface IKeyReach
{
    /// <returns>Null where there is no such thing, or it hangs on no channel.</returns>
    Task<ChannelId?> FindChannelAsync(About about, Guid id, CancellationToken cancellationToken);

    /// <summary>Whether a key reached a channel until that was removed.</summary>
    Task<bool> HasReachedAsync(Guid key, ChannelId removed, CancellationToken cancellationToken);
}
