using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.Live;

public sealed class ProofFeedTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new(Snapshots.Now);
    private readonly ProofFeed _feed;
    private readonly Seen<ProofNews> _seen = new();
    private readonly ChannelId _sales = ChannelId.New(Snapshots.Now);
    private readonly ChannelId _support = ChannelId.New(Snapshots.Now);

    public ProofFeedTests() => _feed = new ProofFeed(_time, NullLogger<ProofFeed>.Instance);

    [Fact]
    public void Find_BeforeAnySign_IsNothing() => Assert.Null(_feed.Find(_sales));

    [Fact]
    public async Task Subscribe_GetsEverythingKnownAtOnce()
    {
        _feed.Confirm(_sales);

        using var subscription = _feed.Subscribe(Reader.Console, _seen.TakeAsync);

        Assert.Equal((_sales, Snapshots.Now), Facts(Assert.Single((await _seen.NextAsync()).Changed)));
        Assert.Equal(Snapshots.Now, _feed.Find(_sales));
    }

    [Fact]
    public async Task Confirm_AThousandTimes_IsOneRunPerInterval_WithTheLatestOfEach()
    {
        var at = new Seen<DateTimeOffset>();
        using var subscription = _feed.Subscribe(Reader.Console, async changed =>
        {
            await at.TakeAsync(_time.GetUtcNow());
            await _seen.TakeAsync(changed);
        });
        await _seen.NextAsync();
        var first = await at.NextAsync();

        for (var i = 0; i < 1000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _feed.Confirm(_sales);
            _feed.Confirm(_support);
        }

        var last = _time.GetUtcNow();
        var changed = (await _seen.NextAsync(_time, Step)).Changed;
        Assert.Equal([(_sales, last), (_support, last)], changed.Select(Facts));
        Assert.True(await at.NextAsync() - first >= ProofFeed.Interval);
        Assert.True(_seen.IsEmpty);
    }

    [Fact]
    public async Task Confirm_OfOne_TellsOnlyThatOne()
    {
        _feed.Confirm(_support);
        using var subscription = _feed.Subscribe(Reader.Console, _seen.TakeAsync);
        await _seen.NextAsync();

        _feed.Confirm(_sales);

        Assert.Equal([_sales], (await _seen.NextAsync(_time, Step)).Changed.Select(x => x.Id));
    }

    [Fact]
    public async Task Forget_IsForGood_AndIsTold()
    {
        _feed.Confirm(_sales);
        using var subscription = _feed.Subscribe(Reader.Console, _seen.TakeAsync);
        await _seen.NextAsync();

        _feed.Forget(_sales);
        _feed.Confirm(_sales);
        _feed.Confirm(_support);

        var news = await _seen.NextAsync(_time, Step);
        Assert.Equal([_sales], news.Gone);
        Assert.Equal([_support], news.Changed.Select(x => x.Id));
        Assert.Null(_feed.Find(_sales));
    }

    [Fact]
    public async Task Dispose_EndsTheSubscription_AnyNumberOfTimes()
    {
        var subscription = _feed.Subscribe(Reader.Console, _seen.TakeAsync);
        await _seen.NextAsync();

        subscription.Dispose();
        subscription.Dispose();
        _feed.Confirm(_sales);

        Assert.Equal(0, _feed.Viewers);
        Assert.True(_seen.IsEmpty);
    }

    private static (ChannelId, DateTimeOffset?) Facts(ChannelProof proof) => (proof.Id, proof.ConfirmedAt);
}
