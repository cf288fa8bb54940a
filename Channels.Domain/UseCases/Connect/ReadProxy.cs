using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>The channel's proxy as a browser may see it; null where it has none.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ReadProxy(ChannelId Id) : IRequest<ProxyView?>;

/// <param name="HasPassword">A password is kept; nobody reads it back.</param>
public sealed record ProxyView(ProxyServer Server, bool HasPassword);

internal sealed class ReadProxyHandler(IChannelStore store) : IRequestHandler<ReadProxy, ProxyView?>
{
    public async Task<ProxyView?> Handle(ReadProxy request, CancellationToken cancellationToken) =>
        await store.FindProxyAsync(request.Id, cancellationToken) is { } proxy
            ? new ProxyView(proxy.Server, proxy.Password is not null)
            : null;
}
