using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>What of one kind hangs on a channel, in the order in which it came.</summary>
/// <param name="After">Behind which id; null for the first.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.LinkedRead, About.Channel, nameof(Channel))]
public sealed record ListItems(ChannelId Channel, LinkedKind Kind, Guid? After, int Take) : IRequest<IReadOnlyList<LinkedItem>>;

internal sealed class ListItemsHandler(IChannelStore store, ILinkedReader linked) : IRequestHandler<ListItems, IReadOnlyList<LinkedItem>>
{
    public async Task<IReadOnlyList<LinkedItem>> Handle(ListItems request, CancellationToken cancellationToken)
    {
        var channel = await store.FindStayingAsync(request.Channel, cancellationToken);
        return await linked.ListItemsAsync(channel.Id, request.Kind, request.After, request.Take, cancellationToken);
    }
}
