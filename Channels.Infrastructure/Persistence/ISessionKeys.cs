using Channels.Domain;
using Channels.Domain.Proxies;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// The secrets of WhatsApp Web sessions, encrypted at rest; the simulator keeps its phones in their place. A call that
/// returned is on the disk; each write is one transaction.
/// </summary>
internal interface ISessionKeys
{
    Task<bool> HasCredentialsAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>The JSON text that was saved; null where there is none.</summary>
    /// <exception cref="CredentialsUnreadableException">They were encrypted with keys that are gone.</exception>
    Task<string?> ReadCredentialsAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>The proxy that the channel's line has to go through; null where it has none of its own.</summary>
    /// <exception cref="CredentialsUnreadableException">Its password was encrypted with keys that are gone.</exception>
    Task<KeptProxy?> ReadProxyAsync(ChannelId id, CancellationToken cancellationToken);

    Task SaveCredentialsAsync(ChannelId id, string json, CancellationToken cancellationToken);

    /// <summary>The values of the keys that exist, by their ids.</summary>
    /// <exception cref="CredentialsUnreadableException">They were encrypted with keys that are gone.</exception>
    Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(
        ChannelId id, string type, IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken);

    /// <summary>Writes keys, and what could be decrypted by moving them: both or nothing.</summary>
    /// <param name="handedOver">See <see cref="Inbox.AddAsync"/>; null where there is nothing.</param>
    Task WriteKeysAsync(
        ChannelId id,
        IReadOnlyList<SessionKeyChange> changes,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? handedOver = null);

    /// <summary>Deletes credentials and keys. The proxy stays: the next pairing goes through it too.</summary>
    Task ForgetAsync(ChannelId id, CancellationToken cancellationToken);
}

/// <summary>One key's new value; null deletes it.</summary>
internal sealed record SessionKeyChange(string Type, string KeyId, string? Value);

/// <param name="Password">In clear; null where there is none.</param>
internal sealed record KeptProxy(ProxyServer Server, string? Password)
{
    /// <summary>Keeps the password out of logs and exception texts.</summary>
    public override string ToString() => "KeptProxy";
}

internal sealed class CredentialsUnreadableException(Exception? inner = null)
    : Exception("Kept credentials cannot be decrypted.", inner);
