using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>
/// Moves the next batch of what is still to follow a removed channel, to wherever its id leads by now; after the last
/// one the channel is gone. Answers true then, and also where there was nothing to do.
/// </summary>
/// <param name="AtMost">How many to move; other writers wait meanwhile, see the benchmark of the removal.</param>
[AllowedTo(Role.Module)]
public sealed record ContinueRemoval(ChannelId Id, int AtMost = 5000) : IRequest<bool>;

internal sealed class ContinueRemovalHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ContinueRemoval, bool>
{
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
                var moved = await transaction.Linked.MoveRestAsync(request.Id, route.Channel, request.AtMost);
                channel.MovedOn(moved);
                if (moved == request.AtMost)
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
