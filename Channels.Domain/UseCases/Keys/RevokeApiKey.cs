using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Keys;

/// <summary>A key opens nothing any more, from the next request on; what it is an integration of is unlinked.</summary>
[AllowedTo(Role.Administrator)]
public sealed record RevokeApiKey(Guid Key) : IRequest;

internal sealed class RevokeApiKeyHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<RevokeApiKey>
{
    public async Task<Unit> Handle(RevokeApiKey request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var key = await transaction.Keys.FindAsync(request.Key) ?? throw new RuleViolation(Rule.KeyNotFound);
                if (key.RevokedAt is not null)
                {
                    return Unit.Value;
                }

                key.Revoke(time.GetUtcNow());
                foreach (var item in await transaction.Keys.ListReachAsync(key.Id))
                {
                    item.Unlink();
                }

                transaction.Record(TraceEntry.Of(TraceKind.KeyRevoked, who, time.GetUtcNow()));
                return Unit.Value;
            },
            cancellationToken);
    }
}
