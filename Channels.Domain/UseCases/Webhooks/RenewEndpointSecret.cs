using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Makes another secret, to be shown once. The one before signs too for <see cref="WebhookEndpoint.OldSecretSignsFor"/>.</summary>
/// <returns>The secret.</returns>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record RenewEndpointSecret(Guid Endpoint) : IRequest<string>;

internal sealed class RenewEndpointSecretHandler(IChannelStore store, IActor actor, ISecretSeal seal, TimeProvider time)
    : IRequestHandler<RenewEndpointSecret, string>
{
    public async Task<string> Handle(RenewEndpointSecret request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var secret = WebhookSecret.Make();
                (await transaction.Webhooks.LoadAsync(request.Endpoint, who)).Renew(seal.Seal(secret), time.GetUtcNow());
                transaction.Record(TraceEntry.Of(TraceKind.SecretRenewed, who, time.GetUtcNow()));
                return secret;
            },
            cancellationToken);
    }
}
