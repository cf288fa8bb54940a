using Channels.Domain.Access;

namespace Channels.Domain.Ports;

/// <summary>The keys of other systems, outside a transaction.</summary>
public interface IApiKeys
{
    /// <summary>Whoever holds the secret of a key that works; null otherwise. Notes, to the hour, that it was used.</summary>
    Task<Actor?> FindActorAsync(string secret, CancellationToken cancellationToken);

    /// <summary>All keys, the newest first, each with the channels that a limited one reaches.</summary>
    Task<IReadOnlyList<KeptKey>> ListAsync(CancellationToken cancellationToken);
}

/// <param name="Channels">By id and name; empty for one that is unrestricted, or was limited to channels that are gone.</param>
public sealed record KeptKey(ApiKey Key, IReadOnlyList<KeyValuePair<ChannelId, string>> Channels);

/// <summary>The keys of other systems, inside a transaction.</summary>
public interface IKeyData
{
    void Add(ApiKey key);

    Task<ApiKey?> FindAsync(Guid id);

    /// <summary>The integrations that a key is, on the channels that it reaches.</summary>
    Task<IReadOnlyList<LinkedData.LinkedItem>> ListReachAsync(Guid key);
}
