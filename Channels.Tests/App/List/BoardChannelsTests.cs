using Channels.App.Features.List;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.List;

public sealed class BoardChannelsTests
{
    private readonly FakeTimeProvider _time = new(Snapshots.Now);
    private readonly BoardChannels _board;
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas");

    public BoardChannelsTests() => _board = new(_time);

    [Fact]
    public void Load_AfterNewerWasPushed_KeepsTheNewer()
    {
        var newer = _sales.Next(ReasonCode.Opening);
        _board.Apply(Changed(newer));

        _board.Load(List(_sales));

        Assert.Equal([newer], _board.Ordered);
    }

    [Fact]
    public void Apply_OlderRevision_IsDropped()
    {
        var newer = _sales.Next(ReasonCode.Opening);
        _board.Load(List(newer));

        _board.Apply(Changed(_sales));

        Assert.Equal([newer], _board.Ordered);
    }

    [Fact]
    public void Load_AfterRemovalWasPushed_DoesNotBringItBack()
    {
        _board.Apply(new ChannelChanges([], [_sales.Id], Limit: null));

        _board.Load(List(_sales));

        Assert.Empty(_board.Ordered);
    }

    [Fact]
    public void Load_AfterALimitWasPushed_KeepsThePushedOne()
    {
        _board.Apply(new ChannelChanges([], [], Limit: 1));

        _board.Load(List(_sales, Snapshots.Of("Suporte")));

        Assert.Equal((1, false), (_board.Limit, _board.HasRoom));
    }

    [Fact]
    public void ComingBack_IsTroubleOnceItTakesTwoMinutes_AndOverdueAfterTen_ThoughNothingIsWritten()
    {
        var dropped = _sales.Next(ReasonCode.Reconnecting);
        _board.Load(List(dropped, Snapshots.Of("Suporte", ReasonCode.LoggedOutOnPhone)));
        Assert.Equal((1, dropped.Since + TimeSpan.FromMinutes(2)), (_board.Counts.Trouble, _board.TurnsAt));

        TurnAfter(TimeSpan.FromSeconds(119));
        Assert.Equal(["Suporte"], _board.Troubled.Select(x => x.Name));

        TurnAfter(TimeSpan.FromSeconds(1));
        Assert.Equal((2, Delay.Late), (_board.Counts.Trouble, _board.Find(_sales.Id)!.Delay));
        Assert.Equal(["Vendas", "Suporte"], _board.Troubled.Select(x => x.Name));

        TurnAfter(TimeSpan.FromMinutes(8));
        Assert.Equal((Delay.Overdue, null), (_board.Find(_sales.Id)!.Delay, _board.TurnsAt));

        _board.Apply(Changed(dropped.Next(ReasonCode.Connected)));
        Assert.Equal((1, Delay.None), (_board.Counts.Trouble, _board.Find(_sales.Id)!.Delay));
    }

    [Fact]
    public void Retry_OfOneThatIsLate_StaysLate()
    {
        var dropped = _sales.Next(ReasonCode.Reconnecting);
        _board.Load(List(dropped));
        TurnAfter(TimeSpan.FromMinutes(3));

        _board.Apply(Changed(dropped.Next(new StatusReason(ReasonCode.Reconnecting) { Attempt = 9 })));

        Assert.Equal(1, _board.Counts.Trouble);
    }

    private void TurnAfter(TimeSpan span)
    {
        _time.Advance(span);
        _board.Turn();
    }

    [Fact]
    public void Removal_UnderWay_IsShownButNoLongerCounts()
    {
        _board.Load(List(_sales, Snapshots.Of("Suporte"), Snapshots.Of("Loja")));
        Assert.False(_board.HasRoom);
        var leaving = _sales.Leaving("Suporte");

        _board.Apply(Changed(leaving));

        Assert.Equal((2, true), (_board.Count, _board.HasRoom));
        Assert.Equal([leaving], _board.Leaving);
        Assert.Equal(3, _board.Ordered.Count);
    }

    [Fact]
    public void Ordered_IsOldestFirst()
    {
        var older = Snapshots.Of("Suporte") with { CreatedAt = Snapshots.Now.AddDays(-1) };

        _board.Load(List(_sales));
        _board.Apply(Changed(older));

        Assert.Equal([older, _sales], _board.Ordered);
    }

    [Fact]
    public void Filter_WithTwoStatusesPresent_LetsThroughOneOfThem()
    {
        var support = Snapshots.Of("Suporte", ReasonCode.Connected);
        _board.Load(List(_sales, support));

        _board.Choose(new BoardFilter("", BoardChip.Connected));

        Assert.Equal([support], _board.Matching);
        Assert.Equal([_sales, support], _board.Ordered);
    }

    [Fact]
    public void Counts_AreOfWhatTheTextLetsThrough()
    {
        _board.Load(List(
            Snapshots.Of("Loja 1", ReasonCode.Connected), Snapshots.Of("Loja 2", ReasonCode.LoggedOutOnPhone),
            Snapshots.Of("Loja 3", ReasonCode.Reconnecting), Snapshots.Of("Loja 4").Leaving("Loja 1"), _sales));

        _board.Choose(new BoardFilter("loja", BoardChip.Connected));

        Assert.Equal(new BoardCounts(All: 4, Connected: 1, Connecting: 1, Disconnected: 1, Trouble: 1, Leaving: 1), _board.Counts);
    }

    [Fact]
    public void Apply_MovesBetweenTheChips_AsAFreshLookWould()
    {
        var support = Snapshots.Of("Suporte", ReasonCode.Connected);
        _board.Choose(new BoardFilter("", BoardChip.Connected));
        _board.Load(List(_sales, support));
        var changes = new[]
        {
            Changed(_sales.Next(ReasonCode.Connected)),
            Changed(support.Next(ReasonCode.Reconnecting)),
            Changed(Snapshots.Of("Nova", ReasonCode.Connected)),
            Changed(_sales.Next(ReasonCode.Connected).Leaving("Suporte")),
            new ChannelChanges([], [support.Id], Limit: null),
        };

        foreach (var change in changes)
        {
            _board.Apply(change);

            var fresh = new BoardChannels(_time);
            fresh.Load(List([.. _board.Ordered]));
            fresh.Choose(_board.Filter);
            Assert.Equal(fresh.Matching, _board.Matching);
            Assert.Equal(fresh.Counts, _board.Counts);
            Assert.Equal(_board.Ordered.Where(x => x.Removal is not null), _board.Leaving);
        }

        Assert.Equal(["Nova"], _board.Matching.Select(x => x.Name));
    }

    [Fact]
    public void Sort_IsKeptWhileThingsChange()
    {
        var bakery = Snapshots.Of("Ágata");
        _board.Load(List(_sales, bakery, Snapshots.Of("suporte")));
        _board.Choose(new BoardSort(BoardColumn.Name));
        Assert.Equal(["Ágata", "suporte", "Vendas"], _board.Matching.Select(x => x.Name));

        _board.Apply(Changed(bakery with { Name = "Zeca", Revision = 2 }));

        Assert.Equal(["suporte", "Vendas", "Zeca"], _board.Matching.Select(x => x.Name));
        _board.Choose(_board.Sort.Press(BoardColumn.Name));
        Assert.Equal(["Zeca", "Vendas", "suporte"], _board.Matching.Select(x => x.Name));
    }

    [Fact]
    public void Sort_ByStatus_BeginsWithWhatNeedsSomebody()
    {
        var (up, down) = (Snapshots.Of("Suporte", ReasonCode.Connected), Snapshots.Of("Loja", ReasonCode.LoggedOutOnPhone));
        _board.Load(List(up, _sales, down));

        _board.Choose(new BoardSort(BoardColumn.Status));

        Assert.Equal([down, _sales, up], _board.Matching);
    }

    [Fact]
    public void Page_KeepsWhatIsHeld_InItsPlace()
    {
        var (up, last) = (Snapshots.Of("Suporte", ReasonCode.Connected), Snapshots.Of("Loja"));
        _board.Load(List(_sales, up, last));
        _board.Choose(new BoardFilter("", BoardChip.Disconnected));

        Assert.Equal([_sales, last], _board.Page(60, []));
        Assert.Equal([_sales, up, last], _board.Page(60, [up.Id, _sales.Id, up.Id]));
    }

    [Fact]
    public void Page_KeepsWhatIsHeld_AlsoWhereItSlidPastTheEnd()
    {
        var (up, last) = (Snapshots.Of("Suporte"), Snapshots.Of("Loja"));
        _board.Load(List(_sales, up, last));

        Assert.Equal([_sales, last], _board.Page(1, [last.Id, _sales.Id]));
    }

    private static ChannelChanges Changed(ChannelSnapshot snapshot) => new([snapshot], [], Limit: null);

    private static ChannelList List(params ChannelSnapshot[] channels) =>
        new(channels, 3, [], []);
}
