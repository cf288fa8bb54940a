using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>A page of a channel's timeline, newest first; also of a channel that is gone.</summary>
/// <param name="Before">The line that the page before ended with; null for the first page.</param>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ReadHistory(ChannelId Id, long? Before = null, int Count = 50) : IRequest<TimelinePage>;

/// <param name="Next">What to ask for the next page with; null where this was the last.</param>
public sealed record TimelinePage(IReadOnlyList<HistoryEntry> Lines, long? Next)
{
    internal static async Task<TimelinePage> ReadAsync(
        IChannelStore store, ChannelId? id, long? before, int count, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(count, 1, 1000);
        var lines = await store.ReadHistoryAsync(id, before, size + 1, cancellationToken);
        return lines.Count > size ? new TimelinePage([.. lines.Take(size)], lines[size - 1].Id) : new TimelinePage(lines, Next: null);
    }
}

internal sealed class ReadHistoryHandler(IChannelStore store) : IRequestHandler<ReadHistory, TimelinePage>
{
    public Task<TimelinePage> Handle(ReadHistory request, CancellationToken cancellationToken) =>
        TimelinePage.ReadAsync(store, request.Id, request.Before, request.Count, cancellationToken);
}
