using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Posts something to an endpoint now, whether it is on or not, and says what came back.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record TryEndpoint(Guid Endpoint) : IRequest<WebhookOutcome>;

internal sealed class TryEndpointHandler(IMediator mediator, IWebhookSender sender, IEventBodies bodies, TimeProvider time)
    : IRequestHandler<TryEndpoint, WebhookOutcome>
{
    public async Task<WebhookOutcome> Handle(TryEndpoint request, CancellationToken cancellationToken)
    {
        var kept = await mediator.Send(new FindEndpoint(request.Endpoint), cancellationToken);
        var now = time.GetUtcNow();
        return await sender.SendAsync(kept.Endpoint, bodies.OfTest(Guid.CreateVersion7(now), now), cancellationToken);
    }
}
