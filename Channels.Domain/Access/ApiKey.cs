using System.Security.Cryptography;
using System.Text;
using Channels.Domain.LinkedData;

namespace Channels.Domain.Access;

/// <summary>
/// By which another system sends requests: a secret that is shown once and kept as a hash alone. It goes on when whoever made
/// it is gone. Which channels a limited one reaches is said by its <see cref="LinkedItem"/>s: on each of them it is an
/// integration, so that a removal counts, names and unlinks it.
/// </summary>
public sealed class ApiKey
{
    public const int MaxName = 80;
    public const int MaxSource = 60;

    /// <summary>With which every secret begins, so that it is known for one where it should not be.</summary>
    public const string Prefix = "chn_";

    // 256 bits: nobody guesses them, so that a plain hash keeps them (NIST SP 800-63B section 5.1.2.2 asks for 112).
    private const int SecretBytes = 32;
    private const int ShownCharacters = 4;
    private static readonly TimeSpan UseKept = TimeSpan.FromHours(1);

    private ApiKey() => (Name, Hash, Start, MadeBy) = (null!, null!, null!, null!);

    public Guid Id { get; private set; }

    /// <summary>What people call it; the timeline names it as the one who did something.</summary>
    public string Name { get; private set; }

    /// <summary>How history names whoever sends by it.</summary>
    public string ActorName => $"{Name} (API)";

    /// <summary>SHA-256 of the secret, in hexadecimal digits.</summary>
    public string Hash { get; private set; }

    /// <summary>The first characters of the secret, by which people tell keys apart.</summary>
    public string Start { get; private set; }

    public IReadOnlyList<ApiScope> Scopes { get; private set; } = [];

    /// <summary>It reaches every channel, also those to come.</summary>
    public bool IsUnrestricted { get; private set; }

    /// <summary>The system that it speaks for, as people call it.</summary>
    public string? Source { get; private set; }

    /// <summary>Whose items it makes: its source's, so that the key after it finds them again; its own where it names none.</summary>
    public string Speaks => Source ?? Id.ToString();

    public string MadeBy { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset? EndsAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To the hour.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <returns>The key, and the secret that nobody can read again.</returns>
    public static (ApiKey Key, string Secret) Make(ApiKeyOrder order, string who, DateTimeOffset now)
    {
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return (new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Name = order.Name.Trim(),
            Hash = HashOf(secret),
            Start = secret[..(Prefix.Length + ShownCharacters)],
            Scopes = [.. order.Scopes.Distinct().Order()],
            IsUnrestricted = order.Channels is null,
            Source = string.IsNullOrWhiteSpace(order.Source) ? null : order.Source.Trim(),
            MadeBy = who,
            MadeAt = now,
            EndsAt = order.EndsAt,
        }, secret);
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool Works(DateTimeOffset now) => RevokedAt is null && !(EndsAt <= now);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>Another use is not worth writing down.</summary>
    public bool WasJustUsed(DateTimeOffset now) => now - LastUsedAt < UseKept;

    /// <returns>Whether that is worth writing down.</returns>
    public bool Use(DateTimeOffset now)
    {
        if (WasJustUsed(now))
        {
            return false;
        }

        LastUsedAt = now;
        return true;
    }
}

/// <summary>What an administrator asks of a new key.</summary>
/// <param name="Channels">Those that it reaches; null for all, also those to come.</param>
public sealed record ApiKeyOrder(
    string Name, IReadOnlyList<ApiScope> Scopes, IReadOnlyList<ChannelId>? Channels, string? Source = null, DateTimeOffset? EndsAt = null);
