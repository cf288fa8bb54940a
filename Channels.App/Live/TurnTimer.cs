namespace Channels.App.Live;

/// <summary>Calls when time alone has made another of a known channel. It lives in the context in which it is made.</summary>
public sealed class TurnTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public TurnTimer(TimeProvider time, Action turn)
    {
        _time = time;
        _timer = time.CreateTimer(_ => turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="at">When to call; never, where null.</param>
    public void Set(DateTimeOffset? at) => _timer.Change(at is { } due ? Wait(due) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    // A timer may be a moment early, and is then set again for what is left, which must not round to nothing.
    private TimeSpan Wait(DateTimeOffset due)
    {
        var left = due - _time.GetUtcNow();
        return left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;
    }
}
