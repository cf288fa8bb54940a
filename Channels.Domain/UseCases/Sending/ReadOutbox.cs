using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>The outgoing messages of a channel, a page at a time: those that need somebody first, then in the order in which they go.</summary>
/// <param name="States">Null for all of them.</param>
[AllowedTo(Role.Administrator, Role.Module)]
public sealed record ReadOutbox(ChannelId Id, IReadOnlyCollection<SendState>? States = null, int Skip = 0) : IRequest<OutboxPage>
{
    public const int PageSize = 50;
}

/// <param name="Counts">Of the whole queue, whatever is shown of it.</param>
public sealed record OutboxPage(ChannelSnapshot Channel, QueueCounts Counts, IReadOnlyList<QueuedMessage> Messages);

internal sealed class ReadOutboxHandler(IChannelStore store, IOutbox outbox, TimeProvider time) : IRequestHandler<ReadOutbox, OutboxPage>
{
    public async Task<OutboxPage> Handle(ReadOutbox request, CancellationToken cancellationToken)
    {
        var id = await store.ResolveAsync(request.Id, cancellationToken);
        var channel = await store.FindAsync(id, cancellationToken) ?? throw new RuleViolation(Rule.ChannelNotFound);
        var counts = (await outbox.CountAsync(time.GetUtcNow(), cancellationToken)).GetValueOrDefault(id, QueueCounts.None);
        return new OutboxPage(channel, counts, await outbox.ListAsync(id, request.States, Math.Max(0, request.Skip), ReadOutbox.PageSize, cancellationToken));
    }
}
