using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>Another module's prompt, follow-up, schedule or integration stands differently.</summary>
[AllowedTo(Role.Module)]
public sealed record ChangeItemState(Guid Item, ItemState State) : IRequest;

internal sealed class ChangeItemStateHandler(IChannelStore store) : IRequestHandler<ChangeItemState>
{
    public Task<Unit> Handle(ChangeItemState request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var item = await transaction.Linked.LoadTheirsAsync(request.Item);
                item.Become(request.State);
                return Unit.Value;
            },
            cancellationToken);
}
