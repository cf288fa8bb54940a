using Channels.Domain;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Keeps one engine running while lines are wanted: started with the first, and again after it died, ever more slowly.</summary>
internal sealed partial class Sidecar(
    SidecarLauncher launcher, ISessionKeys keys, IInbox inbox, IOptions<WhatsAppWebOptions> options, TimeProvider time, ILogger<Sidecar> logger)
    : ISidecar, IAsyncDisposable
{
    private static readonly TimeSpan ReachPatience = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly DoublingWait _waits = options.Value.RetryWaits;
    private int _starts;
    private SidecarRun? _run;
    private long _startedAt;
    private TimeSpan _pause;
    private long _lines;

    /// <summary>The process of the present run, if there is one.</summary>
    internal int? Pid => _run is { IsEnding: false } run ? run.Pid : null;

    public ISidecarLine Open(LineOrder order, Action<ISidecarLine, LineEvent> hear)
    {
        var line = new SidecarLine(Interlocked.Increment(ref _lines), order, hear, options.Value, logger);
        _ = line.OpenAsync(RunningAsync());
        return line;
    }

    public async Task<LineClosed?> ReachAsync(ProxyRoute proxy, CancellationToken cancellationToken)
    {
        var timeout = options.Value.ConnectTimeout;
        var run = await RunningAsync().WaitAsync(cancellationToken);
        var found = await run.CallAsync<WireReach>(
            "reach",
            new { serverUrl = options.Value.Server.AbsoluteUri, proxy, timeoutMs = (long)timeout.TotalMilliseconds },
            timeout + ReachPatience,
            cancellationToken);
        return found.Open
            ? null
            : new LineClosed(Text: found.Message, HttpStatus: found.HttpStatus, ProxyTrouble: LineCauses.OfProxy(found.ProxyTrouble));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _gate.WaitAsync();
        await (_run?.DisposeAsync() ?? ValueTask.CompletedTask);
        _gate.Dispose();
        _stop.Dispose();
    }

    private async Task<SidecarRun> RunningAsync()
    {
        await _gate.WaitAsync(_stop.Token);
        try
        {
            if (_run is { IsEnding: false })
            {
                return _run;
            }

            // Never two engines: they would use the same sessions.
            await (_run?.Ended ?? Task.CompletedTask).WaitAsync(_stop.Token);
            if (_run?.Lasted >= options.Value.Steady)
            {
                _starts = 0;
            }

            var wait = _pause - time.GetElapsedTime(_startedAt);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, _stop.Token);
            }

            return await StartAsync(_stop.Token);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<SidecarRun> StartAsync(CancellationToken cancellationToken)
    {
        (_startedAt, _pause) = (time.GetTimestamp(), _waits.After(_starts++));
        _run = new SidecarRun(await launcher.StartAsync(cancellationToken), keys, inbox, time);
        _ = TellEndAsync(_run);
        return _run;
    }

    private async Task TellEndAsync(SidecarRun run)
    {
        await run.Ended;
        if (!_stop.IsCancellationRequested)
        {
            Log.Ended(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "WhatsApp Web engine ended")]
        public static partial void Ended(ILogger logger);
    }
}
