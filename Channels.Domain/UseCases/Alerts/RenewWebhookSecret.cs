using System.Security.Cryptography;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>Makes a new secret for the webhook's signature, to be shown once. The one before is worth nothing from now on.</summary>
[AllowedTo(Role.Administrator)]
public sealed record RenewWebhookSecret : IRequest<string>;

internal sealed class RenewWebhookSecretHandler(IChannelStore store, IActor actor, ISecretSeal seal, TimeProvider time)
    : IRequestHandler<RenewWebhookSecret, string>
{
    public async Task<string> Handle(RenewWebhookSecret request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var secret = Secrets.Make();
                (await transaction.Alerts.LoadSettingsAsync()).RenewSecret(seal.Seal(secret));
                transaction.Record(TraceEntry.Of(TraceKind.SecretRenewed, who, time.GetUtcNow()));
                return secret;
            },
            cancellationToken);
    }
}

internal static class Secrets
{
    /// <summary>256 random bits in hexadecimal, which every tool takes as a key without quoting.</summary>
    public static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
