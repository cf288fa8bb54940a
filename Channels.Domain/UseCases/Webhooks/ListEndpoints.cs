using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>The endpoints that whoever asks may see, the newest first.</summary>
[AllowedTo(Role.Administrator, Role.Module)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record ListEndpoints : IRequest<IReadOnlyList<KeptEndpoint>>;

internal sealed class ListEndpointsHandler(IWebhookStore webhooks, IActor actor) : IRequestHandler<ListEndpoints, IReadOnlyList<KeptEndpoint>>
{
    public async Task<IReadOnlyList<KeptEndpoint>> Handle(ListEndpoints request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return [.. (await webhooks.ListAsync(cancellationToken)).Where(x => who.Reaches(x.Endpoint, x.Channels.Select(channel => channel.Key)))];
    }
}
