using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Posts an event once more, under the same id.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record ReplayDelivery(Guid Delivery) : IRequest;

internal sealed class ReplayDeliveryHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<ReplayDelivery>
{
    public async Task<Unit> Handle(ReplayDelivery request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var delivery = await transaction.Webhooks.FindDeliveryAsync(request.Delivery) ?? throw new RuleViolation(Rule.DeliveryNotFound);
                await transaction.Webhooks.LoadAsync(delivery.Endpoint, who);
                delivery.Replay(time.GetUtcNow());
                return Unit.Value;
            },
            cancellationToken);
    }
}
