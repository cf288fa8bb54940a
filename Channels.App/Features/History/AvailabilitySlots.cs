using Channels.Domain;

namespace Channels.App.Features.History;

/// <summary>One stretch of the availability bar.</summary>
/// <param name="Share">Connected time as a share of what is known of it; null where nothing is.</param>
public sealed record AvailabilitySlot(DateTimeOffset From, DateTimeOffset To, double? Share)
{
    /// <summary>Every <see cref="Tone"/>, from the best.</summary>
    public static IReadOnlyList<string> Tones { get; } = ["whole", "part", "none", "unknown"];

    /// <summary>Name of the CSS class.</summary>
    public string Tone => Share switch
    {
        null => "unknown",
        >= 1 => "whole",
        > 0 => "part",
        _ => "none",
    };
}

/// <summary>Cuts what is known of a channel into stretches of equal length, few enough to be seen.</summary>
public static class AvailabilitySlots
{
    public static IReadOnlyList<AvailabilitySlot> Of(Availability availability, int count)
    {
        var length = (availability.To - availability.From) / count;
        return [.. Enumerable.Range(0, count).Select(i => SlotOf(availability, availability.From + (length * i), length))];
    }

    private static AvailabilitySlot SlotOf(Availability availability, DateTimeOffset from, TimeSpan length)
    {
        var to = from + length;
        var (known, good) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var piece in availability.Pieces.Where(x => x.Status is not null && x.From < to && x.To > from))
        {
            var overlap = (piece.To < to ? piece.To : to) - (piece.From > from ? piece.From : from);
            known += overlap;
            good += piece.Status == ChannelStatus.Connected ? overlap : TimeSpan.Zero;
        }

        return new AvailabilitySlot(from, to, known > TimeSpan.Zero ? good / known : null);
    }
}
