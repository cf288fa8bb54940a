using System.Net;
using System.Net.Sockets;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;

namespace Channels.Infrastructure.Webhooks;

/// <summary>
/// Keeps what other people's addresses lead to out of the inner networks: a name is resolved here, and the connection is made to
/// an address that was looked at, so that a name that resolves otherwise the second time gains nothing.
/// </summary>
internal sealed class NetworkGuard(WebhookOptions options, INameResolver names) : IWebhookGuard
{
    /// <summary>
    /// What is not the public internet, by the registries of special-purpose addresses:
    /// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry,
    /// and multicast. Of IPv6 all but 2000::/3 is closed anyway.
    /// </summary>
    private static readonly IPNetwork[] Closed =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    // Addresses of IPv4 inside of IPv6: RFC 3056 (6to4) and RFC 6052 (NAT64).
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public RuleViolation? Check(string address)
    {
        if (address.Length > WebhookEndpoint.MaxAddress
            || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0
            || uri.Host.Length == 0)
        {
            return new RuleViolation(Rule.WebhookAddressInvalid);
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !(uri.IsLoopback && options.AllowsLoopback))
        {
            return new RuleViolation(Rule.WebhookNotEncrypted);
        }

        var isClosed = IPAddress.TryParse(uri.IdnHost, out var literal) ? !IsOpen(literal) : uri.IsLoopback && !IsOpen(IPAddress.Loopback);
        return isClosed ? new RuleViolation(Rule.WebhookAddressForbidden) : null;
    }

    public bool IsOpen(IPAddress address)
    {
        address = Inner(address);
        return options.AllowedNetworks.Any(x => x.Contains(address))
            || (options.AllowsLoopback && IPAddress.IsLoopback(address))
            || (!Closed.Any(x => x.Contains(address)) && (address.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(address)));
    }

    /// <summary>Connects to where a request is to go, unless that is closed.</summary>
    /// <exception cref="ClosedNetworkException">It is.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await names.ResolveAsync(host, cancellationToken);
        IPAddress[] open = [.. found.Where(IsOpen)];
        if (open.Length == 0)
        {
            throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new ClosedNetworkException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress Inner(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? address
            : SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4))
            : address;
    }
}

/// <summary>An address leads into a network that is not open to webhooks.</summary>
internal sealed class ClosedNetworkException() : IOException("The address leads into a closed network.");

/// <summary>Looks for the addresses of a host name.</summary>
internal interface INameResolver
{
    /// <exception cref="SocketException">There are none.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

internal sealed class SystemNames : INameResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
