using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>Another system takes its prompt, follow-up, schedule or integration away.</summary>
[AllowedTo(Role.Module)]
[AllowedToKeys(ApiScope.LinkedWrite, About.Item, nameof(Item))]
public sealed record DropItem(Guid Item) : IRequest;

internal sealed class DropItemHandler(IChannelStore store) : IRequestHandler<DropItem>
{
    public Task<Unit> Handle(DropItem request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                transaction.Linked.Remove(await transaction.Linked.LoadTheirsAsync(request.Item));
                return Unit.Value;
            },
            cancellationToken);
}
