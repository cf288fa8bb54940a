using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>
/// Moves the next batch of what is still to follow a removed instance, to wherever its id leads by now; after the last
/// one the instance is gone. Answers true then, and also where there was nothing to do.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record ContinueRemoval(ChannelId Id) : IRequest<bool>;

internal sealed class ContinueRemovalHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ContinueRemoval, bool>
{
    // Other writers wait while a batch is moved: see the benchmark of the removal.
    private const int Batch = 5000;

    public Task<bool> Handle(ContinueRemoval request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.FindAsync(request.Id);
                if (channel?.Removal is not { } removal)
                {
                    return true;
                }

                var route = await transaction.ResolveAsync(request.Id);
                var moved = await transaction.Linked.MoveRestAsync(request.Id, route.Channel, Batch);
                channel.MovedOn(moved);
                if (moved == Batch)
                {
                    return false;
                }

                var now = time.GetUtcNow();
                var receipt = await transaction.FindReceiptAsync(request.Id);
                receipt!.Finish(now);
                channel.Removed(removal.Who, now);
                transaction.Remove(channel);
                return true;
            },
            cancellationToken);
}
