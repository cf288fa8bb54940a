namespace Channels.Domain;

/// <summary>How a channel stood over a span of time, piece by piece without a gap.</summary>
/// <param name="Share">Connected time as a share of the time for which something is known, 0 to 1; null where nothing is.</param>
public sealed record Availability(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<AvailabilityPiece> Pieces, double? Share)
{
    /// <param name="lines">
    /// Oldest first: those of the span that tell of a state, a beginning or an end, and the last one from before it.
    /// </param>
    /// <param name="before">How it stood before the first line, where that is known.</param>
    public static Availability Of(
        IReadOnlyList<HistoryEntry> lines, DateTimeOffset from, DateTimeOffset to, ChannelStatus? before = null)
    {
        var pieces = new List<AvailabilityPiece>();
        var (at, status) = (from, before);
        foreach (var line in lines)
        {
            if (line.At > at)
            {
                Add(pieces, at, line.At < to ? line.At : to, status);
                at = line.At;
            }

            status = StatusAfter(line, status);
        }

        Add(pieces, at, to, status);
        var known = pieces.Where(x => x.Status is not null).Sum(x => x.Length.TotalSeconds);
        var good = pieces.Where(x => x.Status == ChannelStatus.Connected).Sum(x => x.Length.TotalSeconds);
        return new Availability(from, to, pieces, known > 0 ? good / known : null);
    }

    private static ChannelStatus? StatusAfter(HistoryEntry line, ChannelStatus? before) => line.Kind switch
    {
        HistoryKind.StatusChanged or HistoryKind.ConnectFailed => line.Reason!.Status,
        HistoryKind.Created => ChannelStatus.Disconnected,
        HistoryKind.Removed => null,
        _ => before,
    };

    private static void Add(List<AvailabilityPiece> pieces, DateTimeOffset from, DateTimeOffset to, ChannelStatus? status)
    {
        if (to <= from)
        {
            return;
        }

        if (pieces is [.., var last] && last.Status == status)
        {
            pieces[^1] = last with { To = to };
        }
        else
        {
            pieces.Add(new AvailabilityPiece(from, to, status));
        }
    }
}

/// <param name="Status">Null where nothing is known: before the channel was made, after it was gone.</param>
public sealed record AvailabilityPiece(DateTimeOffset From, DateTimeOffset To, ChannelStatus? Status)
{
    public TimeSpan Length => To - From;
}
