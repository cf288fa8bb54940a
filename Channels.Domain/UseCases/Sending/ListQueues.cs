using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>The channels on which something waits to be sent.</summary>
[AllowedTo(Role.Module)]
public sealed record ListQueues : IRequest<IReadOnlyList<ChannelId>>;

internal sealed class ListQueuesHandler(IOutbox outbox) : IRequestHandler<ListQueues, IReadOnlyList<ChannelId>>
{
    public Task<IReadOnlyList<ChannelId>> Handle(ListQueues request, CancellationToken cancellationToken) => outbox.ListChannelsAsync(cancellationToken);
}
