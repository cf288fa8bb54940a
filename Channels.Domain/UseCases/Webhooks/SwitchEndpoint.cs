using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Stops what is sent to an endpoint, or goes on from where it stopped, as far as the log is kept.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record SwitchEndpoint(Guid Endpoint, bool On) : IRequest;

internal sealed class SwitchEndpointHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<SwitchEndpoint>
{
    public async Task<Unit> Handle(SwitchEndpoint request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var endpoint = await transaction.Webhooks.LoadAsync(request.Endpoint, who);
                if (endpoint.Off is null == request.On)
                {
                    return Unit.Value;
                }

                if (request.On)
                {
                    endpoint.SwitchOn();
                    await transaction.Webhooks.HurryAsync(endpoint.Id, time.GetUtcNow());
                }
                else
                {
                    endpoint.SwitchOff(EndpointOff.ByPerson, time.GetUtcNow());
                }

                transaction.Record(TraceEntry.Of(TraceKind.EndpointChanged, who, time.GetUtcNow()));
                return Unit.Value;
            },
            cancellationToken);
    }
}
