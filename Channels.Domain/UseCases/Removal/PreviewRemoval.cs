using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>What the removal of a channel would move, and where to.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsRemove, About.Channel)]
public sealed record PreviewRemoval(ChannelId Id) : IRequest<RemovalPreview>;

/// <param name="NeedsDestination">Something hangs on the channel, or another one is just handing over to it.</param>
/// <param name="Integrations">All of them: they do not move.</param>
/// <param name="Destinations">The channels that could take over.</param>
/// <param name="HasRoom">The plan allows one more channel; without room a successor takes the place of this one.</param>
/// <param name="Methods">The ways to connect a successor.</param>
public sealed record RemovalPreview(
    ChannelSnapshot Channel,
    LinkedCounts Counts,
    bool NeedsDestination,
    IReadOnlyList<LinkedName> Integrations,
    IReadOnlyList<ChannelSnapshot> Destinations,
    bool HasRoom,
    IReadOnlyList<OfferedMethod> Methods)
{
    /// <summary>What waits to be sent.</summary>
    public QueueCounts Queue { get; init; } = QueueCounts.None;

    /// <summary>What <see cref="RemoveChannel"/> compares with what is so at that moment.</summary>
    public RemovalSeen Seen(ChannelSnapshot? destination) =>
        new(NeedsDestination, [.. Integrations.Select(x => x.Id)], destination);
}

/// <summary>What a person saw before they confirmed.</summary>
/// <param name="Destination">The channel they chose, as they saw it.</param>
public sealed record RemovalSeen(bool AnythingLinked, IReadOnlyList<Guid> Integrations, ChannelSnapshot? Destination);

internal sealed class PreviewRemovalHandler(IChannelStore store, IOutbox outbox, IPlan plan, Gateways gateways, TimeProvider time)
    : IRequestHandler<PreviewRemoval, RemovalPreview>
{
    public async Task<RemovalPreview> Handle(PreviewRemoval request, CancellationToken cancellationToken)
    {
        var channel = await store.FindStayingAsync(request.Id, cancellationToken);
        var counts = await store.CountLinkedAsync(request.Id, cancellationToken);
        var queue = (await outbox.CountAsync(time.GetUtcNow(), cancellationToken)).GetValueOrDefault(request.Id, QueueCounts.None);
        var staying = (await store.ListAsync(cancellationToken)).Where(x => x.Removal is null).ToList();
        return new RemovalPreview(
            channel,
            counts,
            counts.Any || queue.All > 0 || await store.IsTakingOverAsync(request.Id, cancellationToken),
            await store.ListLinkedAsync(request.Id, LinkedKind.Integration, skip: 0, take: int.MaxValue, cancellationToken),
            [.. staying.Where(x => x.Id != request.Id)],
            staying.Count < plan.ConnectionLimit,
            gateways.Offered)
        {
            Queue = queue,
        };
    }
}
