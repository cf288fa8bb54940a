using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>What was posted to an endpoint, the newest event first.</summary>
/// <param name="Before">From which event's number down; null for the newest.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record ListDeliveries(Guid Endpoint, DeliveryStage? Stage, long? Before, int Take) : IRequest<IReadOnlyList<WebhookDelivery>>;

internal sealed class ListDeliveriesHandler(IMediator mediator, IWebhookStore webhooks) : IRequestHandler<ListDeliveries, IReadOnlyList<WebhookDelivery>>
{
    public async Task<IReadOnlyList<WebhookDelivery>> Handle(ListDeliveries request, CancellationToken cancellationToken)
    {
        await mediator.Send(new FindEndpoint(request.Endpoint), cancellationToken);
        return await webhooks.ListDeliveriesAsync(request.Endpoint, request.Stage, request.Before, request.Take, cancellationToken);
    }
}
