using Channels.App.Features.History;
using Channels.Domain;

namespace Channels.Tests.App.History;

public sealed class AvailabilitySlotsTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_CutsIntoEqualStretchesThatTellTheirShare()
    {
        var availability = new Availability(
            From,
            From.AddHours(4),
            [
                new AvailabilityPiece(From, From.AddHours(1), Status: null),
                new AvailabilityPiece(From.AddHours(1), From.AddHours(2.5), ChannelStatus.Connected),
                new AvailabilityPiece(From.AddHours(2.5), From.AddHours(4), ChannelStatus.Disconnected),
            ],
            Share: 0.5);

        var slots = AvailabilitySlots.Of(availability, 4);

        Assert.Equal(["unknown", "whole", "part", "none"], slots.Select(x => x.Tone));
        Assert.Equal(0.5, slots[2].Share);
        Assert.Equal(availability.To, slots[^1].To);
    }
}
