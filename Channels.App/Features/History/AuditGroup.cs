using Channels.Domain;
using Channels.Domain.UseCases.History;

namespace Channels.App.Features.History;

/// <summary>Lines that are shown as one: a line, or the steps in which a phone was linked to a channel.</summary>
/// <param name="Lines">Newest first; at least one.</param>
/// <param name="Day">In the zone of the business.</param>
public sealed record AuditGroup(IReadOnlyList<AuditLine> Lines, DateOnly Day)
{
    /// <summary>The steps of one channel that follow each other on one day are one group; every other line is its own.</summary>
    public static IReadOnlyList<AuditGroup> Of(IEnumerable<AuditLine> lines, TimeZoneInfo zone)
    {
        var groups = new List<AuditGroup>();
        foreach (var line in lines)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(line.At, zone).DateTime);
            if (IsStep(line) && groups is [.., { } last] && last.Day == day && IsStep(last.Lines[0]) && last.Lines[0].Channel!.Channel == line.Channel!.Channel)
            {
                groups[^1] = last with { Lines = [.. last.Lines, line] };
            }
            else
            {
                groups.Add(new AuditGroup([line], day));
            }
        }

        return groups;
    }

    // How it ended is worth a line of its own.
    private static bool IsStep(AuditLine line) => line.Channel is { } entry
        && (AuditTopics.Of(entry.Kind) == AuditTopic.Pairing
            || entry is { Kind: HistoryKind.StatusChanged, Reason: { } reason } && ReasonTable.IsPairing(reason.Code));
}
