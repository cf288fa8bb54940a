using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>
/// A page of what happened in the console, newest first: the timelines of all channels, those that are gone too, and the trace
/// of people.
/// </summary>
/// <param name="Before">What the page before gave as its next; null for the first page.</param>
[AllowedTo(Role.Administrator)]
public sealed record ReadAudit(AuditPart Part = AuditPart.Everything, AuditMark? Before = null, int Count = 50) : IRequest<AuditLines>
{
    public AuditFilter Only { get; init; } = AuditFilter.None;
}

public enum AuditPart
{
    Everything,
    Channels,
    People,
}

/// <summary>How far a reader has come back in both; null where nothing was read yet.</summary>
public sealed record AuditMark(long? Channels, long? People);

/// <summary>One line: of a channel's timeline or of the people's trace.</summary>
public sealed record AuditLine
{
    public AuditLine(HistoryEntry channel) => Channel = channel;

    public AuditLine(TraceLine person) => Person = person;

    public HistoryEntry? Channel { get; }

    public TraceLine? Person { get; }

    public DateTimeOffset At => Channel?.At ?? Person!.Entry.At;
}

/// <param name="Next">What to ask for the next page with; null where this was the last.</param>
public sealed record AuditLines(IReadOnlyList<AuditLine> Lines, AuditMark? Next);

internal sealed class ReadAuditHandler(IChannelStore store, ITrace trace, IPeople people) : IRequestHandler<ReadAudit, AuditLines>
{
    public async Task<AuditLines> Handle(ReadAudit request, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(request.Count, 1, 1000);
        var channels = await ReadChannelsAsync(request, size + 1, cancellationToken);
        var people = await ReadPeopleAsync(request, size + 1, cancellationToken);
        var merged = Merge(new(channels.Select(x => new AuditLine(x))), new(people.Select(x => new AuditLine(x))));
        IReadOnlyList<AuditLine> lines = [.. merged.Take(size)];
        return new AuditLines(lines, merged.Count > size ? MarkAfter(lines, request.Before) : null);
    }

    // A timeline keeps the names of people, as they were then.
    private async Task<IReadOnlyList<HistoryEntry>> ReadChannelsAsync(ReadAudit request, int count, CancellationToken cancellationToken)
    {
        var (channel, person, topic) = request.Only;
        var who = person is null ? null : (await people.FindAsync(person, cancellationToken))?.Name;
        return request.Part == AuditPart.People || (person is not null && who is null) || topic is { } of && !AuditTopics.IsOfChannels(of)
            ? []
            : await store.ReadHistoryAsync(
                new HistoryFilter(channel, who, topic is { } only ? AuditTopics.ChannelKindsOf(only) : null),
                request.Before?.Channels,
                count,
                cancellationToken);
    }

    private async Task<IReadOnlyList<TraceLine>> ReadPeopleAsync(ReadAudit request, int count, CancellationToken cancellationToken)
    {
        var (channel, person, topic) = request.Only;
        return request.Part == AuditPart.Channels || channel is not null || topic is { } of && AuditTopics.IsOfChannels(of)
            ? []
            : await trace.ReadAsync(person, topic is { } only ? AuditTopics.PeopleKindsOf(only) : null, request.Before?.People, count, cancellationToken);
    }

    // Each in its own order, which is that of its ids even where the clock was set back meanwhile.
    private static List<AuditLine> Merge(Queue<AuditLine> one, Queue<AuditLine> other)
    {
        var merged = new List<AuditLine>(one.Count + other.Count);
        while (one.Count + other.Count > 0)
        {
            var isOne = other.Count == 0 || (one.Count > 0 && one.Peek().At >= other.Peek().At);
            merged.Add((isOne ? one : other).Dequeue());
        }

        return merged;
    }

    private static AuditMark MarkAfter(IReadOnlyList<AuditLine> lines, AuditMark? before) => new(
        lines.LastOrDefault(x => x.Channel is not null)?.Channel!.Id ?? before?.Channels,
        lines.LastOrDefault(x => x.Person is not null)?.Person!.Entry.Id ?? before?.People);
}
