using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Jobs;
using MediatR;

namespace Channels.Domain.UseCases;

[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ListChannels : IRequest<ChannelList>;

/// <param name="Limit">How many instances the contract allows.</param>
/// <param name="Methods">The ways to connect a new one.</param>
/// <param name="Pending">See <see cref="ListPending"/>.</param>
public sealed record ChannelList(
    IReadOnlyList<ChannelSnapshot> Channels,
    int Limit,
    IReadOnlyList<OfferedMethod> Methods,
    IReadOnlyList<PendingJob> Pending);

internal sealed class ListChannelsHandler(IChannelStore store, IPlan plan, Gateways gateways)
    : IRequestHandler<ListChannels, ChannelList>
{
    public async Task<ChannelList> Handle(ListChannels request, CancellationToken cancellationToken) =>
        new(
            await store.ListAsync(cancellationToken),
            plan.ConnectionLimit,
            gateways.Offered,
            await PendingJob.ListAsync(store, cancellationToken));
}
