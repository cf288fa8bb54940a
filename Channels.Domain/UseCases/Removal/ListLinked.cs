using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>What hangs on a channel, by name, a page at a time: the open ones first.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ListLinked(ChannelId Id, LinkedKind Kind, int Skip = 0) : IRequest<IReadOnlyList<LinkedName>>
{
    /// <summary>How many names an answer has at most.</summary>
    public const int PageSize = 20;
}

internal sealed class ListLinkedHandler(IChannelStore store) : IRequestHandler<ListLinked, IReadOnlyList<LinkedName>>
{
    public Task<IReadOnlyList<LinkedName>> Handle(ListLinked request, CancellationToken cancellationToken) =>
        store.ListLinkedAsync(request.Id, request.Kind, Math.Max(0, request.Skip), ListLinked.PageSize, cancellationToken);
}
