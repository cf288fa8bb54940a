using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.Live;

public sealed class PairingFeedTests
{
    private readonly FakeTimeProvider _time = new(Snapshots.Now);
    private readonly FakeActor _actor = new();
    private readonly PairingFeed _feed;
    private readonly Seen<PairingCode?> _seen = new();
    private readonly ChannelId _id = ChannelId.New(Snapshots.Now);

    public PairingFeedTests() => _feed = new PairingFeed(_time, NullLogger<PairingFeed>.Instance);

    [Fact]
    public async Task Subscribe_AsAdministrator_GetsTheCurrentCodeAndEachNext()
    {
        var first = Code("um");
        _feed.Show(_id, first);
        using var watch = Watch();
        Assert.Equal(first, await _seen.NextAsync());

        var second = Code("dois");
        _feed.Show(_id, second);

        Assert.Equal(second, await _seen.NextAsync());
    }

    [Theory]
    [InlineData(Role.Operator)]
    [InlineData(Role.Nobody)]
    [InlineData(Role.Gateway)]
    public async Task Subscribe_AsAnybodyElse_NeverGetsACode(Role role)
    {
        _actor.Role = role;
        _feed.Show(_id, Code("um"));
        using var watch = Watch();
        Assert.Null(await _seen.NextAsync());

        _feed.Show(_id, Code("dois"));

        Assert.Null(await _seen.NextAsync());
    }

    [Fact]
    public async Task Show_AfterTheWatcherWasDemoted_DeliversNothingMore()
    {
        _feed.Show(_id, Code("um"));
        using var watch = Watch();
        Assert.NotNull(await _seen.NextAsync());

        _actor.Role = Role.Operator;
        _feed.Show(_id, Code("dois"));

        Assert.Null(await _seen.NextAsync());
    }

    [Fact]
    public async Task Show_OfAnotherChannel_DoesNotReachThisWatcher()
    {
        using var watch = Watch();
        await _seen.NextAsync();
        var other = ChannelId.New(Snapshots.Now);
        var others = new Seen<PairingCode?>();
        using var otherWatch = _feed.Subscribe(Reader.Console, other, () => _actor.ReadAsync(default), others.TakeAsync);
        await others.NextAsync();

        _feed.Show(other, Code("alheio"));
        _feed.Hide(other);
        await others.NextAsync();

        Assert.True(_seen.IsEmpty);
    }

    [Fact]
    public async Task Deadline_TakesTheCodeAwayFromWatchersAndLatecomers()
    {
        _feed.Show(_id, Code("um"));
        using var watch = Watch();
        await _seen.NextAsync();

        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Null(await _seen.NextAsync());
        var late = new Seen<PairingCode?>();
        using var lateWatch = _feed.Subscribe(Reader.Console, _id, () => _actor.ReadAsync(default), late.TakeAsync);
        Assert.Null(await late.NextAsync());
    }

    [Fact]
    public async Task Deadline_OfAReplacedCode_LeavesTheNewOne()
    {
        _feed.Show(_id, Code("um"));
        _time.Advance(TimeSpan.FromSeconds(15));
        var second = Code("dois");
        _feed.Show(_id, second);
        _time.Advance(TimeSpan.FromSeconds(10));

        using var watch = Watch();

        Assert.Equal(second, await _seen.NextAsync());
    }

    [Fact]
    public async Task Hide_TakesTheCodeAway()
    {
        _feed.Show(_id, Code("um"));
        using var watch = Watch();
        await _seen.NextAsync();

        _feed.Hide(_id);

        Assert.Null(await _seen.NextAsync());
    }

    [Fact]
    public void Dispose_Twice_ReleasesTheWatch()
    {
        var watch = Watch();

        watch.Dispose();
        watch.Dispose();

        Assert.Equal(0, _feed.Watches);
    }

    private IDisposable Watch() => _feed.Subscribe(Reader.Console, _id, () => _actor.ReadAsync(default), _seen.TakeAsync);

    private PairingCode Code(string text) => new(text, _time.GetUtcNow() + TimeSpan.FromSeconds(20));
}
