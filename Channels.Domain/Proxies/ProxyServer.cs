namespace Channels.Domain.Proxies;

/// <summary>How a proxy is spoken to. Stored by name; the words stand under <c>ProxyKind_</c> and the name.</summary>
public enum ProxyKind
{
    /// <summary>HTTP's CONNECT.</summary>
    Http,

    /// <summary>The same inside TLS.</summary>
    Https,

    /// <summary>SOCKS 5 (RFC 1928); the proxy resolves WhatsApp's address.</summary>
    Socks5,
}

/// <summary>The proxy that everything of a channel's line goes through, without its password.</summary>
/// <param name="User">Empty where the proxy wants no sign-in.</param>
public sealed record ProxyServer(ProxyKind Kind, string Host, int Port, string User)
{
    public const int MaxHost = 253;

    /// <summary>Of user and of password, in bytes: what SOCKS can carry (RFC 1929).</summary>
    public const int MaxLogin = 255;

    /// <returns>The first rule that it breaks; null where there is none.</returns>
    public static RuleViolation? Check(ProxyServer server) => server switch
    {
        { Host: "" } => new RuleViolation(Rule.ProxyHostRequired),
        _ when !IsHost(server.Host) => new RuleViolation(Rule.ProxyHostInvalid),
        { Port: < 1 or > 65535 } => new RuleViolation(Rule.ProxyPortInvalid),

        // HTTP writes both with a colon between them.
        _ when !Fits(server.User) || server.User.Contains(':') => new RuleViolation(Rule.ProxyUserInvalid),
        _ => null,
    };

    public static Rule? CheckPassword(string? password) => password is null || Fits(password) ? null : Rule.ProxyPasswordInvalid;

    /// <summary>A kept password belongs to this server and user; it is not handed to another.</summary>
    public bool HasSameLogin(ProxyServer other) =>
        string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) && (Kind, Port, User) == (other.Kind, other.Port, other.User);

    private static bool IsHost(string host) =>
        host.Length <= MaxHost && host.All(char.IsAscii) && Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static bool Fits(string text) => System.Text.Encoding.UTF8.GetByteCount(text) <= MaxLogin && !text.Any(char.IsControl);
}
