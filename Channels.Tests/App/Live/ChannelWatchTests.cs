using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.Live;

public sealed class ChannelWatchTests
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");

    [Fact]
    public void Apply_OfAnOlderRevision_IsNoNews()
    {
        var newer = _sales.Next(ReasonCode.LoggedOutOnPhone);
        using var watch = new ChannelWatch(_sales.Id, newer);

        Assert.False(watch.Apply(Changed(_sales)));
        Assert.Same(newer, watch.Now);
    }

    [Fact]
    public void Apply_OfAnotherChannel_IsNoNews()
    {
        using var watch = new ChannelWatch(_sales.Id, _sales);

        Assert.False(watch.Apply(Changed(Snapshots.Of("Suporte"))));
        Assert.False(watch.Apply(new ChannelChanges([], [new ChannelId(Guid.NewGuid())], null)));
        Assert.False(watch.IsGone);
    }

    [Fact]
    public void Apply_OfItsRemoval_IsNewsOnce()
    {
        using var watch = new ChannelWatch(_sales.Id, _sales);
        var removed = new ChannelChanges([], [_sales.Id], null);

        Assert.True(watch.Apply(removed));
        Assert.False(watch.Apply(removed));
        Assert.True(watch.IsGone);
        Assert.True(watch.IsLeaving);
    }

    [Fact]
    public void Take_TellsWhatItWasAndWhatItIs()
    {
        var told = new List<(ChannelSnapshot?, ChannelSnapshot)>();
        var newer = _sales.Next(ReasonCode.LoggedOutOnPhone);
        using var watch = new ChannelWatch(_sales.Id, onChange: (before, after) => told.Add((before, after)));

        Assert.True(watch.Take(_sales));
        Assert.True(watch.Take(newer));
        Assert.False(watch.Take(_sales));

        Assert.Equal([(null, _sales), (_sales, newer)], told);
    }

    [Fact]
    public void Dispose_ReleasesTheSubscription()
    {
        var feed = new ChannelFeed(new FakeTimeProvider(), NullLogger<ChannelFeed>.Instance);
        var watch = new ChannelWatch(_sales.Id);
        watch.Follow(feed, Reader.Console, feed.Mark, _ => Task.CompletedTask);
        Assert.Equal(1, feed.Viewers);

        watch.Dispose();
        watch.Dispose();

        Assert.Equal(0, feed.Viewers);
    }

    private static ChannelChanges Changed(ChannelSnapshot snapshot) => new([snapshot], [], null);
}
