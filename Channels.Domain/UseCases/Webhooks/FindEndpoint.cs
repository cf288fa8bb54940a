using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>One endpoint.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record FindEndpoint(Guid Endpoint) : IRequest<KeptEndpoint>;

internal sealed class FindEndpointHandler(IWebhookStore webhooks, IActor actor) : IRequestHandler<FindEndpoint, KeptEndpoint>
{
    public async Task<KeptEndpoint> Handle(FindEndpoint request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var kept = (await webhooks.ListAsync(cancellationToken)).SingleOrDefault(x => x.Endpoint.Id == request.Endpoint);
        return kept is not null && who.Reaches(kept.Endpoint, kept.Channels.Select(x => x.Key)) ? kept : throw new RuleViolation(Rule.EndpointNotFound);
    }
}
