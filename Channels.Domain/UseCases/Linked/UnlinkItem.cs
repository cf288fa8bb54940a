using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>Another module's prompt, follow-up, schedule or integration hangs on no channel any more.</summary>
[AllowedTo(Role.Module)]
public sealed record UnlinkItem(Guid Item) : IRequest;

internal sealed class UnlinkItemHandler(IChannelStore store) : IRequestHandler<UnlinkItem>
{
    public Task<Unit> Handle(UnlinkItem request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var item = await transaction.Linked.LoadTheirsAsync(request.Item);
                item.Unlink();
                return Unit.Value;
            },
            cancellationToken);
}
