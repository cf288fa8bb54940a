using System.Globalization;
using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.Live;

public sealed class ChannelFeedTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new(Snapshots.Now);
    private readonly ChannelFeed _feed;
    private readonly Seen<ChannelChanges> _seen = new();

    public ChannelFeedTests() => _feed = new ChannelFeed(_time, NullLogger<ChannelFeed>.Instance);

    [Fact]
    public async Task Publish_First_IsShownAtOnce()
    {
        using var subscription = _feed.Subscribe(Reader.Console, _feed.Mark, _seen.TakeAsync);
        var channel = Snapshots.Of("Vendas");

        _feed.Publish(channel);

        Assert.Same(channel, Assert.Single((await _seen.NextAsync()).Changed));
    }

    [Fact]
    public async Task Publish_ManyWhileViewerIsBusy_ShowsTheLatestOfEachOnce()
    {
        var busy = new TaskCompletionSource();
        using var subscription = _feed.Subscribe(Reader.Console, _feed.Mark, async changes =>
        {
            await _seen.TakeAsync(changes);
            await busy.Task;
        });
        var sales = Snapshots.Of("Vendas");
        var support = Snapshots.Of("Suporte");
        _feed.Publish(sales);
        await _seen.NextAsync();

        for (var i = 0; i < 1000; i++)
        {
            sales = sales.Next(i % 2 == 0 ? ReasonCode.Reconnecting : ReasonCode.Connected);
            _feed.Publish(sales);
        }

        _feed.Publish(support);
        busy.SetResult();

        Assert.Equal([sales, support], (await _seen.NextAsync(_time, Step)).Changed);
    }

    [Fact]
    public async Task Publish_RightAfterARun_WaitsForTheInterval()
    {
        var at = new Seen<DateTimeOffset>();
        using var subscription = _feed.Subscribe(Reader.Console, _feed.Mark, _ => at.TakeAsync(_time.GetUtcNow()));
        var channel = Snapshots.Of("Vendas");
        _feed.Publish(channel);
        var first = await at.NextAsync();

        _feed.Publish(channel.Next(ReasonCode.Opening));

        Assert.True(await at.NextAsync(_time, Step) - first >= ChannelFeed.Interval);
    }

    [Fact]
    public async Task Subscribe_FromAnEarlierMark_GetsWhatCameInBetween()
    {
        var known = Snapshots.Of("Vendas");
        _feed.Publish(known);
        var mark = _feed.Mark;
        var missed = Snapshots.Of("Suporte");
        _feed.Publish(missed);

        using var subscription = _feed.Subscribe(Reader.Console, mark, _seen.TakeAsync);

        Assert.Equal([missed], (await _seen.NextAsync()).Changed);
    }

    [Fact]
    public async Task Subscribe_FromAMarkOfAnotherRun_StartsNow()
    {
        _feed.Publish(Snapshots.Of("Vendas"));
        var stranger = new FeedMark(Guid.NewGuid(), 0);

        using var subscription = _feed.Subscribe(Reader.Console, stranger, _seen.TakeAsync);
        var next = Snapshots.Of("Suporte");
        _feed.Publish(next);

        Assert.False(_feed.Covers(stranger));
        Assert.Equal([next], (await _seen.NextAsync()).Changed);
    }

    [Fact]
    public async Task Publish_OlderRevisionAfterNewer_IsNoNews()
    {
        var old = Snapshots.Of("Vendas");
        var @new = old.Next(ReasonCode.Opening);
        var mark = _feed.Mark;
        _feed.Publish(@new);
        _feed.Publish(old);

        using var subscription = _feed.Subscribe(Reader.Console, mark, _seen.TakeAsync);

        Assert.Equal([@new], (await _seen.NextAsync()).Changed);
    }

    [Fact]
    public async Task Publish_AfterRemoved_StaysRemoved()
    {
        var channel = Snapshots.Of("Vendas");
        var mark = _feed.Mark;
        _feed.Publish(channel);
        _feed.PublishRemoved(channel.Id);
        _feed.Publish(channel.Next(ReasonCode.Opening));

        using var subscription = _feed.Subscribe(Reader.Console, mark, _seen.TakeAsync);
        var changes = await _seen.NextAsync();

        Assert.Empty(changes.Changed);
        Assert.Equal([channel.Id], changes.Removed);
    }

    [Fact]
    public async Task PublishLimit_OnlyTheLatestIsShown()
    {
        var mark = _feed.Mark;
        _feed.PublishLimit(5);
        _feed.PublishLimit(2);

        using var subscription = _feed.Subscribe(Reader.Console, mark, _seen.TakeAsync);

        Assert.Equal(2, (await _seen.NextAsync()).Limit);
    }

    [Fact]
    public async Task Publish_WithABrokenViewer_ReachesTheOthersAndTheBrokenOneAgain()
    {
        var broken = new Seen<ChannelChanges>();
        using var first = _feed.Subscribe(Reader.Console, _feed.Mark, async changes =>
        {
            await broken.TakeAsync(changes);
            throw new InvalidOperationException("broken viewer");
        });
        using var second = _feed.Subscribe(Reader.Console, _feed.Mark, _seen.TakeAsync);
        var channel = Snapshots.Of("Vendas");

        _feed.Publish(channel);
        await broken.NextAsync();
        await _seen.NextAsync();
        _feed.Publish(channel.Next(ReasonCode.Opening));

        Assert.Single((await broken.NextAsync(_time, Step)).Changed);
        Assert.Single((await _seen.NextAsync(_time, Step)).Changed);
    }

    [Fact]
    public async Task Dispose_Twice_ReleasesOnceAndShowsNothingMore()
    {
        var subscription = _feed.Subscribe(Reader.Console, _feed.Mark, _seen.TakeAsync);
        using var other = _feed.Subscribe(Reader.Console, _feed.Mark, _ => Task.CompletedTask);

        subscription.Dispose();
        subscription.Dispose();
        _feed.Publish(Snapshots.Of("Vendas"));
        var late = new Seen<ChannelChanges>();
        using var barrier = _feed.Subscribe(Reader.Console, new FeedMark(_feed.Mark.Run, 0), late.TakeAsync);
        await late.NextAsync();

        Assert.True(_seen.IsEmpty);
        Assert.Equal(2, _feed.Viewers);
    }

    [Fact]
    public async Task Publish_FromAnotherCulture_RunsInTheViewersOwn()
    {
        var cultures = new Seen<string>();
        var own = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        using var subscription = _feed.Subscribe(Reader.Console, _feed.Mark, _ => cultures.TakeAsync(CultureInfo.CurrentUICulture.Name));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        _feed.Publish(Snapshots.Of("Vendas"));
        CultureInfo.CurrentUICulture = own;

        Assert.Equal("pt-BR", await cultures.NextAsync());
    }

    [Fact]
    public async Task PushChannelChanges_HandsEventsToTheFeed()
    {
        var push = new PushChannelChanges(_feed, new ProofFeed(_time, NullLogger<ProofFeed>.Instance));
        var channel = Snapshots.Of("Vendas");
        var gone = Snapshots.Of("Suporte");
        var mark = _feed.Mark;

        await push.Handle(new ChannelChanged(channel), CancellationToken.None);
        await push.Handle(new ChannelRemoved(gone.Id), CancellationToken.None);
        using var subscription = _feed.Subscribe(Reader.Console, mark, _seen.TakeAsync);
        var changes = await _seen.NextAsync();

        Assert.Equal([channel], changes.Changed);
        Assert.Equal([gone.Id], changes.Removed);
    }
}
