using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>The first outgoing messages of a channel: what needs somebody before the rest, what is to go in its order, what is over with the latest first.</summary>
/// <param name="Take">How many; at most <see cref="MostShown"/>.</param>
[AllowedTo(Role.Administrator, Role.Module)]
public sealed record ReadOutbox(ChannelId Id, QueuePart Part = QueuePart.Open, int Take = ReadOutbox.PageSize) : IRequest<OutboxPage>
{
    public const int PageSize = 50;

    public const int MostShown = 500;
}

/// <param name="Channel">The one that has them by now: where the one that was asked for was removed, it is its successor.</param>
/// <param name="Counts">Of the whole queue, whatever is shown of it.</param>
/// <param name="HasMore">There are more than were asked for.</param>
public sealed record OutboxPage(ChannelSnapshot Channel, QueueCounts Counts, IReadOnlyList<QueuedMessage> Messages, bool HasMore);

internal sealed class ReadOutboxHandler(IChannelStore store, IOutbox outbox, TimeProvider time) : IRequestHandler<ReadOutbox, OutboxPage>
{
    public async Task<OutboxPage> Handle(ReadOutbox request, CancellationToken cancellationToken)
    {
        var id = await store.ResolveAsync(request.Id, cancellationToken);
        var channel = await store.FindAsync(id, cancellationToken) ?? throw new RuleViolation(Rule.ChannelNotFound);
        var now = time.GetUtcNow();
        var take = Math.Clamp(request.Take, 1, ReadOutbox.MostShown);
        var found = await outbox.ListAsync(id, request.Part, now, take + 1, cancellationToken);
        return new OutboxPage(channel, await outbox.CountAsync(id, now, cancellationToken), [.. found.Take(take)], found.Count > take);
    }
}
