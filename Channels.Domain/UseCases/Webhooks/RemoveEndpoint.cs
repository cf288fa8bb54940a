using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Nothing is posted to an endpoint any more, and what was is forgotten; what it is an integration of is unlinked.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record RemoveEndpoint(Guid Endpoint) : IRequest;

internal sealed class RemoveEndpointHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<RemoveEndpoint>
{
    public async Task<Unit> Handle(RemoveEndpoint request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var endpoint = await transaction.Webhooks.LoadAsync(request.Endpoint, who);
                await transaction.LinkAsync(endpoint, channels: null, time.GetUtcNow());
                transaction.Webhooks.Remove(endpoint);
                transaction.Record(TraceEntry.Of(TraceKind.EndpointRemoved, who, time.GetUtcNow()));
                return Unit.Value;
            },
            cancellationToken);
    }
}
