using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Observe;

/// <summary>Lets time pass for the unstable channels: what was withheld from their timelines and lasted is told, and what has been calm is steady again.</summary>
[AllowedTo(Role.Module)]
public sealed record CalmChannels : IRequest;

internal sealed class CalmChannelsHandler(IChannelStore store, TimeProvider time) : IRequestHandler<CalmChannels>
{
    public async Task<Unit> Handle(CalmChannels request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = await store.ListToCalmDownAsync(now, cancellationToken);
        return waiting.Count == 0
            ? Unit.Value
            : await store.WriteAsync(
                async transaction =>
                {
                    foreach (var channel in await transaction.FindAllAsync(waiting))
                    {
                        channel.CalmDown(now);
                    }

                    return Unit.Value;
                },
                cancellationToken);
    }
}
