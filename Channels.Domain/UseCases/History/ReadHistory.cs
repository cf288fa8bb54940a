using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>
/// A page of a channel's timeline, newest first; also of a channel that is gone. Breaks <see cref="Rule.ChannelNotFound"/>
/// where there neither is nor was one.
/// </summary>
/// <param name="Before">The line that the page before ended with; null for the first page.</param>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ReadHistory(ChannelId Id, long? Before = null, int Count = 50) : IRequest<TimelinePage>;

/// <param name="Next">What to ask for the next page with; null where this was the last.</param>
public sealed record TimelinePage(IReadOnlyList<HistoryEntry> Lines, long? Next);

internal sealed class ReadHistoryHandler(IChannelStore store) : IRequestHandler<ReadHistory, TimelinePage>
{
    public async Task<TimelinePage> Handle(ReadHistory request, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(request.Count, 1, 1000);
        var lines = await store.ReadHistoryAsync(new HistoryFilter(request.Id), request.Before, size + 1, cancellationToken);

        // One that stands has no line left where nothing happened for so long that all are forgotten.
        return lines.Count == 0 && request.Before is null && await store.FindAsync(request.Id, cancellationToken) is null
            ? throw new RuleViolation(Rule.ChannelNotFound)
            : lines.Count > size ? new TimelinePage([.. lines.Take(size)], lines[size - 1].Id) : new TimelinePage(lines, Next: null);
    }
}
