using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// What broke a line, by what Baileys says of it. Its codes do not tell (408 is a dead line, a name that does not
/// resolve and a pairing that ran out), its texts do.
/// </summary>
internal static class LineCauses
{
    private const int ConnectionClosed = 428;
    private const int ServiceUnavailable = 503;
    private const int SessionError = 500;
    private const int TooMany = 429;

    private static readonly (string Text, ConnectionCause Cause)[] Texts =
    [
        ("key store", ConnectionCause.StoreFailed),
        ("certification match", ConnectionCause.NotWhatsApp),
        ("noise leaf", ConnectionCause.NotWhatsApp),
        ("noise intermediate", ConnectionCause.NotWhatsApp),
        ("noise certificate", ConnectionCause.NotWhatsApp),
        ("ENOTFOUND", ConnectionCause.NoDns),
        ("EAI_AGAIN", ConnectionCause.NoDns),
        ("ECONNREFUSED", ConnectionCause.Refused),
        ("timed out", ConnectionCause.NoAnswer),
        ("ETIMEDOUT", ConnectionCause.NoAnswer),
        ("EHOSTUNREACH", ConnectionCause.NoAnswer),
        ("ENETUNREACH", ConnectionCause.NoAnswer),
        ("EPROTO", ConnectionCause.Tls),
        ("certificate", ConnectionCause.Tls),
        ("SSL", ConnectionCause.Tls),
        ("TLS", ConnectionCause.Tls),
        ("Connection was lost", ConnectionCause.Lost),
        ("ECONNRESET", ConnectionCause.Closed),
        ("EPIPE", ConnectionCause.Closed),
        ("socket hang up", ConnectionCause.Closed),
        ("Connection Terminated", ConnectionCause.Closed),
    ];

    public static ConnectionCause Of(LineClosed closed) => closed switch
    {
        { EngineStopped: true } => ConnectionCause.EngineStopped,
        { ProxyTrouble: { } trouble } => trouble,
        { HttpStatus: not null } => ConnectionCause.HttpAnswer,
        { CodeRefusal: TooMany } => ConnectionCause.TooManyCodes,
        { CodeRefusal: not null } => ConnectionCause.CodeRefused,
        _ when ByText(closed.Text) is { } cause => cause,
        { Code: ConnectionClosed } => ConnectionCause.Closed,
        { Code: ServiceUnavailable } => ConnectionCause.ServiceUnavailable,
        { Code: SessionError } => ConnectionCause.SessionError,
        _ => ConnectionCause.Unknown,
    };

    /// <summary>Whether the line ended because WhatsApp is out of reach, and not by its word.</summary>
    /// <param name="loggedIn">The line was open: then its end says so too.</param>
    public static bool IsOutOfReach(ConnectionCause cause, LineClosed closed, bool loggedIn) => cause switch
    {
        ConnectionCause.NoDns or ConnectionCause.Refused or ConnectionCause.NoAnswer or ConnectionCause.HttpAnswer
            or ConnectionCause.Tls or ConnectionCause.Lost or ConnectionCause.EngineStopped or ConnectionCause.ProxyUnreachable => true,

        // What is closed in the middle of a login was reached.
        ConnectionCause.Closed => loggedIn || closed.Code != ConnectionClosed,
        _ => false,
    };

    /// <summary>By the engine's word for it (<c>sidecar/proxy.mjs</c>).</summary>
    public static ConnectionCause? OfProxy(string? trouble) => trouble switch
    {
        null => null,
        "login" => ConnectionCause.ProxyLogin,
        "refused" => ConnectionCause.ProxyRefused,
        _ => ConnectionCause.ProxyUnreachable,
    };

    private static ConnectionCause? ByText(string? text)
    {
        foreach (var (part, cause) in Texts)
        {
            if (text?.Contains(part, StringComparison.OrdinalIgnoreCase) ?? false)
            {
                return cause;
            }
        }

        return null;
    }
}
