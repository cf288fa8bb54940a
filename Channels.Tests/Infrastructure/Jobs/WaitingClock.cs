using Channels.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Jobs;

/// <summary>A clock that the test holds and that tells how long somebody begins to wait.</summary>
internal sealed class WaitingClock(FakeTimeProvider time) : TimeProvider
{
    private readonly Seen<TimeSpan> _waits = new();

    /// <summary>The hands.</summary>
    public FakeTimeProvider Hands => time;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = time.CreateTimer(callback, state, dueTime, period);
        _waits.TakeAsync(dueTime);
        return timer;
    }

    /// <summary>Until somebody waits so long, whatever else was waited for before.</summary>
    public async Task UntilWaitsAsync(TimeSpan wanted)
    {
        while (await _waits.NextAsync() != wanted)
        {
        }
    }
}
