using Channels.Domain;

namespace Channels.Tests.Domain;

public sealed class AvailabilityTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddHours(24);
    private static readonly ChannelId Id = ChannelId.New(From);

    [Fact]
    public void Of_WithoutAnyLine_KnowsNothing()
    {
        var availability = Availability.Of([], From, To);

        Assert.Null(availability.Share);
        Assert.Equal([new AvailabilityPiece(From, To, Status: null)], availability.Pieces);
    }

    [Fact]
    public void Of_ADropOfSixHours_IsThreeQuarters()
    {
        var availability = Availability.Of(
            [Status(-5, ReasonCode.Connected), Status(6, ReasonCode.LoggedOutOnPhone), Status(12, ReasonCode.Connected)], From, To);

        Assert.Equal(0.75, availability.Share);
        Assert.Equal(
            [
                new AvailabilityPiece(From, From.AddHours(6), ChannelStatus.Connected),
                new AvailabilityPiece(From.AddHours(6), From.AddHours(12), ChannelStatus.Disconnected),
                new AvailabilityPiece(From.AddHours(12), To, ChannelStatus.Connected),
            ],
            availability.Pieces);
    }

    [Fact]
    public void Of_AnInstanceMadeMeanwhile_CountsFromThenOn()
    {
        var availability = Availability.Of([Line(12, HistoryKind.Created), Status(18, ReasonCode.Connected)], From, To);

        Assert.Equal(0.5, availability.Share);
        Assert.Null(availability.Pieces[0].Status);
    }

    [Fact]
    public void Of_AnInstanceGoneMeanwhile_CountsUntilThen()
    {
        var availability = Availability.Of([Status(-1, ReasonCode.Connected), Line(12, HistoryKind.Removed)], From, To);

        Assert.Equal(1, availability.Share);
        Assert.Null(availability.Pieces[^1].Status);
    }

    [Fact]
    public void Of_ReasonsOfOneStatus_AreOnePiece()
    {
        var availability = Availability.Of(
            [Status(-1, ReasonCode.Connected), Status(3, ReasonCode.ConnectedRestricted), Status(5, ReasonCode.Connected)], From, To);

        Assert.Single(availability.Pieces);
        Assert.Equal(1, availability.Share);
    }

    [Fact]
    public void Of_LinesThatSayNothingOfTheState_AreNoChange()
    {
        var availability = Availability.Of([Status(-1, ReasonCode.Connected), Line(3, HistoryKind.Renamed)], From, To);

        Assert.Single(availability.Pieces);
    }

    [Fact]
    public void Of_NothingButWhatItStoodBefore_StandsSo() =>
        Assert.Equal(1, Availability.Of([], From, To, ChannelStatus.Connected).Share);

    [Fact]
    public void Of_AnAttemptThatFailed_IsNoConnectionFromThenOn()
    {
        var failed = Line(6, HistoryKind.ConnectFailed) with { Reason = new StatusReason(ReasonCode.CodeExpired) };

        var availability = Availability.Of([Status(-1, ReasonCode.LoggedOutOnPhone), Status(5, ReasonCode.CodeOnScreen), failed], From, To);

        Assert.Equal(
            [ChannelStatus.Disconnected, ChannelStatus.Connecting, ChannelStatus.Disconnected], availability.Pieces.Select(x => x.Status));
    }

    private static HistoryEntry Status(int hour, ReasonCode code) =>
        Line(hour, HistoryKind.StatusChanged) with { Reason = new StatusReason(code) };

    private static HistoryEntry Line(int hour, HistoryKind kind) => new(Id, "Vendas", From.AddHours(hour), kind, Who: null, Detail: null);
}
