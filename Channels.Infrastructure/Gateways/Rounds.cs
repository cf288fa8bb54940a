using System.Diagnostics;

namespace Channels.Infrastructure.Gateways;

/// <summary>
/// Work that many ask for at once, done for all of them together: the first time at once, then at most once in a while, so that
/// what comes close together is one piece of work.
/// </summary>
internal sealed class Rounds(Func<Task> work, TimeSpan interval)
{
    private readonly Lock _gate = new();
    private long _lastBegun = Stopwatch.GetTimestamp() - Stopwatch.Frequency;
    private long _lastDone = long.MinValue;
    private Task? _next;

    /// <summary>Done once a round is over that began after <paramref name="since"/>; fails as that round does.</summary>
    /// <param name="since">By <see cref="Stopwatch.GetTimestamp"/>.</param>
    public async Task UntilDoneAsync(long since, CancellationToken cancellationToken)
    {
        Task round;
        lock (_gate)
        {
            if (_lastDone >= since)
            {
                return;
            }

            round = _next ??= Task.Run(RunAsync, CancellationToken.None);
        }

        await round.WaitAsync(cancellationToken);
    }

    // Real time: it is this machine's work that is spared.
    private async Task RunAsync()
    {
        var wait = interval - Stopwatch.GetElapsedTime(_lastBegun);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait);
        }

        long begun;
        lock (_gate)
        {
            begun = _lastBegun = Stopwatch.GetTimestamp();
            _next = null;
        }

        await work();
        lock (_gate)
        {
            _lastDone = Math.Max(_lastDone, begun);
        }
    }
}
