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

    private async Task PumpAsync()
    {
        while (TakeWanted())
        {
            await RunOnceAsync();
            if (interval > TimeSpan.Zero)
            {
                await Task.Delay(interval, time, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool TakeWanted()
    {
        lock (_gate)
        {
            _busy = _wanted && !_stopped.IsCancellationRequested;
            _wanted = false;
            return _busy;
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
