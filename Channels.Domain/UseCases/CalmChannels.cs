using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases;

/// <summary>Lets time pass for the unstable instances: what was withheld from their timelines and lasted is told, and what has been calm is steady again.</summary>
[AllowedTo(Role.Module)]
public sealed record CalmChannels : IRequest;

internal sealed class CalmChannelsHandler(IChannelStore store, TimeProvider time) : IRequestHandler<CalmChannels>
{
    public async Task<Unit> Handle(CalmChannels request, CancellationToken cancellationToken)
    {
        var unstable = (await store.ListAsync(cancellationToken)).Where(x => x.IsUnstable).Select(x => x.Id).ToList();
        return unstable.Count == 0
            ? Unit.Value
            : await store.WriteAsync(
                async transaction =>
                {
                    foreach (var id in unstable)
                    {
                        (await transaction.FindAsync(id))?.CalmDown(time.GetUtcNow());
                    }

                    return Unit.Value;
                },
                cancellationToken);
    }
}
