namespace Channels.Domain.Proxies;

/// <summary>
/// The proxy of one channel with its password. It outlives the channel as long as the credentials do, because a device may
/// still have to be logged out the same way.
/// </summary>
public sealed class LineProxy
{
    public LineProxy(ChannelId channel, ProxyServer server, byte[]? sealedPassword) =>
        (Channel, Server, Password) = (channel, server, server.User.Length > 0 ? sealedPassword : null);

    // For the store, which fills the properties one by one.
    private LineProxy() => Server = null!;

    public ChannelId Channel { get; private set; }

    public ProxyServer Server { get; private set; }

    /// <summary>Sealed; see <see cref="Ports.ISecretSeal"/>.</summary>
    public byte[]? Password { get; private set; }

    /// <param name="sealedPassword">Null keeps the present one.</param>
    /// <exception cref="RuleViolation">The password is missing, and the kept one belongs to another login.</exception>
    public void Change(ProxyServer server, byte[]? sealedPassword)
    {
        EnsurePasswordFits(server, sealedPassword is not null);
        Password = server.User.Length > 0 ? sealedPassword ?? Password : null;
        Server = server;
    }

    /// <summary>Refuses to hand the kept password to somebody else.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.ProxyPasswordAgain"/></exception>
    public void EnsurePasswordFits(ProxyServer server, bool typed)
    {
        if (server.User.Length > 0 && !typed && Password is not null && !server.HasSameLogin(Server))
        {
            throw new RuleViolation(Rule.ProxyPasswordAgain);
        }
    }
}
