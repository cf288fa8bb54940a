using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>The channels whose removal has begun and not ended.</summary>
[AllowedTo(Role.Module)]
public sealed record ListRemovals : IRequest<IReadOnlyList<ChannelId>>;

internal sealed class ListRemovalsHandler(IChannelStore store) : IRequestHandler<ListRemovals, IReadOnlyList<ChannelId>>
{
    public async Task<IReadOnlyList<ChannelId>> Handle(ListRemovals request, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(x => x.Removal is not null).Select(x => x.Id)];
}
