using Channels.App.Features.Board;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases;
using Channels.Tests.Support;

namespace Channels.Tests.App.Board;

public sealed class BoardChannelsTests
{
    private readonly BoardChannels _board = new();
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas");

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

    private static ChannelChanges Changed(ChannelSnapshot snapshot) => new([snapshot], [], Limit: null);

    private static ChannelList List(params ChannelSnapshot[] channels) =>
        new(channels, 3, [], []);
}
