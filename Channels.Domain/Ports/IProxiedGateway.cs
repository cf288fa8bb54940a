using Channels.Domain.Proxies;

namespace Channels.Domain.Ports;

/// <summary>A gateway whose lines can go through a proxy of their channel's own: through it or not at all.</summary>
public interface IProxiedGateway : IChannelGateway
{
    /// <summary>Opens WhatsApp's address through a proxy, which need not be kept.</summary>
    /// <param name="password">In clear; null where there is none.</param>
    /// <exception cref="GatewayUnavailable">Nothing could be tried.</exception>
    Task<ProxyTrial> TryAsync(ProxyServer server, string? password, CancellationToken cancellationToken);

    /// <summary>Whatever is open or opening of the channel's line ends, and opens again the way that is kept now.</summary>
    Task RerouteAsync(ChannelId id, CancellationToken cancellationToken);
}

/// <summary>What came back from WhatsApp's address.</summary>
/// <param name="Cause">What stood in the way; null where the address opened.</param>
/// <param name="HttpStatus">The status behind the cause, where the answer was HTTP.</param>
public sealed record ProxyTrial(ConnectionCause? Cause, int? HttpStatus = null);
