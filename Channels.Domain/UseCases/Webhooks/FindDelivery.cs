using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>One delivery, with what is posted.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record FindDelivery(Guid Delivery) : IRequest<DeliveryStory>;

/// <param name="Body">As it would be posted now; null once the event is forgotten.</param>
public sealed record DeliveryStory(WebhookDelivery Delivery, EventBody? Body);

internal sealed class FindDeliveryHandler(IMediator mediator, IWebhookStore webhooks, IEventBodies bodies) : IRequestHandler<FindDelivery, DeliveryStory>
{
    public async Task<DeliveryStory> Handle(FindDelivery request, CancellationToken cancellationToken)
    {
        var found = await webhooks.FindDeliveryAsync(request.Delivery, cancellationToken) ?? throw new RuleViolation(Rule.DeliveryNotFound);
        await mediator.Send(new FindEndpoint(found.Endpoint.Id), cancellationToken);
        return new DeliveryStory(found.Delivery, bodies.Of(found.Event, found.Log, found.Endpoint.ShowsMessages));
    }
}
