using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Jobs;

public sealed class BackgroundWorkTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BackgroundWork _work = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A worker that comes back at once without having heard it would come back at once for ever.
    [Fact]
    public async Task Ring_IsHeardByAWaitOfNothing()
    {
        var alarm = _work.Subscribe();
        _work.Wake();

        await alarm.WaitAsync(TimeSpan.Zero, _time, Cancellation);

        Assert.False(alarm.IsRinging);
    }

    [Fact]
    public async Task Ring_IsHeardByEachWorkerOnce()
    {
        var first = _work.Subscribe();
        var second = _work.Subscribe();
        _work.Wake();
        _work.Wake();

        await first.WaitAsync(TimeSpan.FromHours(1), _time, Cancellation);

        Assert.Equal((false, true), (first.IsRinging, second.IsRinging));
    }

    [Fact]
    public async Task Stop_EndsAWait()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _work.Subscribe().WaitAsync(TimeSpan.FromHours(1), _time, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
