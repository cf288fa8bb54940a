using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Posts once more all that an endpoint wants to hear since an instant, as far as the log is kept, under the same ids.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record ReplayEvents(Guid Endpoint, DateTimeOffset Since) : IRequest;

internal sealed class ReplayEventsHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<ReplayEvents>
{
    public async Task<Unit> Handle(ReplayEvents request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var endpoint = await transaction.Webhooks.LoadAsync(request.Endpoint, who);
                endpoint.GoBack(await transaction.Webhooks.ReadLastBeforeAsync(request.Since));
                transaction.Record(TraceEntry.Of(TraceKind.EndpointChanged, who, time.GetUtcNow()));
                return Unit.Value;
            },
            cancellationToken);
    }
}
