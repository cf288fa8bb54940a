namespace Channels.App.Live;

/// <summary>
/// Runs one viewer's callback: never two at once, at most one more waiting, the first at once and the next no sooner than
/// the interval after it. Whoever signals never waits, and a callback that throws is logged and tried again at the next signal.
/// It runs in the ExecutionContext of whoever created it, so that a circuit's culture reaches what it renders.
/// </summary>
internal sealed partial class Pump(Func<Task> run, TimeSpan interval, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _gate = new();
    private bool _busy;
    private bool _wanted;
    private long? _ended;
    private int _disposed;

    public void Signal()
    {
        lock (_gate)
        {
            if (_stopped.IsCancellationRequested)
            {
                return;
            }

            _wanted = true;
            if (_busy)
            {
                return;
            }

            _busy = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Start(), this, preferLocal: false);
    }

    public void Dispose()
    {
        // Not disposed itself: a run that is ending may still read the token.
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stopped.Cancel();
        }
    }

    private void Start()
    {
        if (_context is null)
        {
            _ = PumpAsync();
        }
        else
        {
            ExecutionContext.Run(_context, static pump => _ = ((Pump)pump!).PumpAsync(), this);
        }
    }

    // No timer is set where nothing more is wanted: a change would set one for each open page.
    private async Task PumpAsync()
    {
        while (IsWanted())
        {
            if (Rest() is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (TakeWanted())
            {
                await RunOnceAsync();
                _ended = time.GetTimestamp();
            }
        }
    }

    private TimeSpan Rest() => _ended is { } ended ? interval - time.GetElapsedTime(ended) : TimeSpan.Zero;

    private bool IsWanted()
    {
        lock (_gate)
        {
            return _busy = _wanted && !_stopped.IsCancellationRequested;
        }
    }

    private bool TakeWanted()
    {
        lock (_gate)
        {
            var wanted = _wanted && !_stopped.IsCancellationRequested;
            _wanted = false;
            return wanted;
        }
    }

    private async Task RunOnceAsync()
    {
        try
        {
            await run();
        }
        catch (Exception) when (_stopped.IsCancellationRequested)
        {
            // The viewer is gone; what it could not show does not matter.
        }
        catch (Exception exception)
        {
            Log.ViewerFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A page could not show a change")]
        public static partial void ViewerFailed(ILogger logger, Exception exception);
    }
}
