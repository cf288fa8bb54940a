using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Another address, other events or other channels from the next delivery on.</summary>
/// <param name="Seen">The revision that whoever asks saw; null where that does not matter to them.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record ChangeEndpoint(Guid Endpoint, WebhookOrder Order, long? Seen = null) : IRequest;

internal sealed class ChangeEndpointValidator : AbstractValidator<ChangeEndpoint>
{
    public ChangeEndpointValidator(IWebhookGuard guard) => RuleFor(x => x.Order).SetValidator(new WebhookOrderValidator(guard));
}

internal sealed class ChangeEndpointHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<ChangeEndpoint>
{
    public async Task<Unit> Handle(ChangeEndpoint request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        who.EnsureMayAsk(request.Order);
        return await store.WriteAsync(
            async transaction =>
            {
                var endpoint = await transaction.Webhooks.LoadAsync(request.Endpoint, who);
                if (request.Seen is { } seen && seen != endpoint.Revision)
                {
                    throw new RuleViolation(Rule.EndpointChangedMeanwhile);
                }

                var now = time.GetUtcNow();
                endpoint.Change(request.Order);
                await transaction.LinkAsync(endpoint, request.Order.Channels, now);
                transaction.Record(TraceEntry.Of(TraceKind.EndpointChanged, who, now));
                return Unit.Value;
            },
            cancellationToken);
    }
}
