using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases;

[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ListChannels : IRequest<ChannelList>;

/// <param name="Limit">How many instances the contract allows.</param>
/// <param name="Obstacles">The methods that cannot work here, with the reason.</param>
public sealed record ChannelList(
    IReadOnlyList<ChannelSnapshot> Channels,
    int Limit,
    IReadOnlyDictionary<ConnectionMethod, GatewayObstacle> Obstacles);

internal sealed class ListChannelsHandler(IChannelStore store, IPlan plan, Gateways gateways)
    : IRequestHandler<ListChannels, ChannelList>
{
    public async Task<ChannelList> Handle(ListChannels request, CancellationToken cancellationToken) =>
        new(await store.ListAsync(cancellationToken), plan.ConnectionLimit, gateways.Obstacles);
}
