using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Has events posted to an address from now on. The secret that signs them is in the answer and nowhere else.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.WebhooksManage, About.WhatIsReached)]
public sealed record MakeEndpoint(WebhookOrder Order) : IRequest<MadeEndpoint>
{
    /// <summary>The endpoint's; the same once more makes no second one.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Of what was asked for, where that is to be kept apart from another request under the same id.</summary>
    public string? Fingerprint { get; init; }
}

/// <param name="Secret">In the shape <c>whsec_</c> and Base64; null where it was shown before.</param>
public sealed record MadeEndpoint(Guid Id, string? Secret)
{
    public override string ToString() => $"MadeEndpoint {Id}";
}

internal sealed class MakeEndpointValidator : AbstractValidator<MakeEndpoint>
{
    public MakeEndpointValidator(IWebhookGuard guard) => RuleFor(x => x.Order).SetValidator(new WebhookOrderValidator(guard));
}

internal sealed class MakeEndpointHandler(IChannelStore store, IActor actor, ISecretSeal seal, TimeProvider time) : IRequestHandler<MakeEndpoint, MadeEndpoint>
{
    public async Task<MadeEndpoint> Handle(MakeEndpoint request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        who.EnsureMayAsk(request.Order);
        return await store.WriteAsync(
            async transaction =>
            {
                if (await transaction.Webhooks.FindAsync(request.Id) is { } before)
                {
                    return before.Fingerprint == request.Fingerprint
                        ? new MadeEndpoint(before.Id, Secret: null)
                        : throw new RuleViolation(Rule.IdempotencyKeyReused);
                }

                var (secret, now) = (WebhookSecret.Make(), time.GetUtcNow());
                var endpoint = WebhookEndpoint.Make(
                    request.Id, request.Order, seal.Seal(secret), await transaction.Webhooks.ReadLastAsync(), who.Name, now, request.Fingerprint);
                transaction.Webhooks.Add(endpoint);
                await transaction.LinkAsync(endpoint, request.Order.Channels, now);
                transaction.Record(TraceEntry.Of(TraceKind.EndpointMade, who, now));
                return new MadeEndpoint(endpoint.Id, secret);
            },
            cancellationToken);
    }
}
