using System.Net;
using Channels.Domain;
using Channels.Domain.Proxies;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>A proxy on the way to WhatsApp, with its login.</summary>
/// <param name="Scheme">As .NET names it: <c>http</c>, <c>https</c>, <c>socks4</c>, <c>socks4a</c> or <c>socks5</c>.</param>
/// <param name="Host">Without the brackets of an IPv6 address.</param>
/// <param name="User">Empty where there is no login.</param>
internal sealed record ProxyRoute(string Scheme, string Host, int Port, string User, string Password)
{
    public static ProxyRoute? Of(KeptProxy? kept) => kept is null ? null : Of(kept.Server, kept.Password);

    public static ProxyRoute Of(ProxyServer server, string? password)
    {
        var scheme = server.Kind switch
        {
            ProxyKind.Http => "http",
            ProxyKind.Https => "https",
            _ => "socks5",
        };
        return new ProxyRoute(scheme, server.Host.Trim('[', ']'), server.Port, server.User, password ?? "");
    }

    /// <summary>
    /// What <paramref name="machine"/> (by default what .NET itself takes: the environment, or the settings of the system)
    /// has for an address; null where it is reached directly. Node.js reads none of that, so that it is told.
    /// </summary>
    public static ProxyRoute? OfMachine(Uri target, IWebProxy? machine = null)
    {
        machine ??= HttpClient.DefaultProxy;
        if (machine.IsBypassed(target) || machine.GetProxy(target) is not { } proxy || proxy == target)
        {
            return null;
        }

        var login = machine.Credentials?.GetCredential(proxy, "Basic");
        return new ProxyRoute(proxy.Scheme, proxy.IdnHost, proxy.Port, login?.UserName ?? "", login?.Password ?? "");
    }

    /// <summary>For everything, whatever address it is.</summary>
    public IWebProxy ToWebProxy() => new WebProxy(new UriBuilder(Scheme, Host, Port).Uri)
    {
        Credentials = User.Length > 0 ? new NetworkCredential(User, Password) : null,
    };

    /// <summary>Keeps the password out of logs and exception texts.</summary>
    public override string ToString() => $"ProxyRoute {Scheme}";
}
