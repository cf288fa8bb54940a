using Channels.Domain;
using Channels.Domain.Sending;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>One socket of the engine, from the order to its end.</summary>
internal sealed partial class SidecarLine(
    long number, LineOrder order, Action<ISidecarLine, LineEvent> hear, WhatsAppWebOptions options, ILogger logger) : ISidecarLine
{
    // Beyond what was asked of WhatsApp, the engine itself gets this long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // The first order waits for Node.js to load its packages.
    private static readonly TimeSpan StartAllowance = TimeSpan.FromSeconds(30);

    // For a code to be typed WhatsApp takes the names of browsers and systems that it knows, and no others.
    private static readonly string[] KnownBrowser = ["Mac OS", "Chrome", "14.4.1"];

    private readonly TaskCompletionSource _unwanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SidecarRun? _run;
    private int _over;

    public long Number => number;

    public ChannelId Id => order.Id;

    public Task Closed => _closed.Task;

    /// <summary>Sends the order to a running engine, as soon as there is one.</summary>
    public async Task OpenAsync(Task<SidecarRun> running)
    {
        try
        {
            await Task.WhenAny(running, _unwanted.Task);
            if (_unwanted.Task.IsCompleted)
            {
                Hear(new LineClosed());
                return;
            }

            var run = await running;
            run.Add(this);
            _run = run;
            await CallAsync<object?>("open", Order(), StartAllowance);
            if (_unwanted.Task.IsCompleted)
            {
                // The wish to close it may have gone out before the order did.
                Close();
            }
        }
        catch (Exception problem)
        {
            Log.NotOpened(logger, Id, problem.GetType().Name);
            if (_run is not null && problem is not RemoteInvocationException)
            {
                // Whether the engine has the socket is not known: only its end makes sure that there is none.
                _run.Kill();
                await _run.Ended;
            }

            _run?.Forget(this);
            Hear(new LineClosed(EngineStopped: true));
        }
    }

    public void Hear(LineEvent heard)
    {
        if (heard is not LineClosed)
        {
            hear(this, heard);
        }
        else if (Interlocked.Exchange(ref _over, 1) == 0)
        {
            hear(this, heard);
            _closed.TrySetResult();
        }
    }

    public void Close()
    {
        _unwanted.TrySetResult();
        if (_run is not null)
        {
            _ = AskAsync("close", new { socket = number }, options.CloseGrace, otherwise: (object?)null);
        }
    }

    public Task<bool> LogOutAsync() => AskAsync(
        "logout",
        new { socket = number, timeoutMs = Ms(options.QueryTimeout), catchUpMs = Ms(options.CatchUp) },
        options.CatchUp + options.QueryTimeout + options.CloseGrace,
        false);

    public Task<bool> PingAsync() =>
        AskAsync("ping", new { socket = number, timeoutMs = Ms(options.PingTimeout) }, options.PingTimeout, false);

    public Task<string?> FindPictureAsync() =>
        AskAsync("picture", new { socket = number, timeoutMs = Ms(options.QueryTimeout) }, options.QueryTimeout, (string?)null);

    public async Task<SendOutcome> SendAsync(SendOrder order, CancellationToken cancellationToken)
    {
        try
        {
            // Finding the jid, the recipient's devices and their keys are queries of their own.
            var answer = await CallAsync<WireSent>(
                "send",
                new { socket = number, order = WireOrder.Of(order), answerMs = Ms(options.SendAnswer) },
                options.QueryTimeout + options.SendAnswer,
                cancellationToken);
            return new SendOutcome(answer.Result, Refusal: answer.Refusal);
        }
        catch (Exception closed) when (closed is RemoteInvocationException or ObjectDisposedException)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed, closed);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The engine hangs or is gone, and had the message by then.
            return new SendOutcome(SendResult.Unanswered);
        }
    }

    private object Order() => new
    {
        socket = number,
        credentials = order.Credentials,
        serverUrl = options.ServerUrl?.AbsoluteUri,
        proxy = order.Proxy ?? ProxyRoute.OfMachine(options.Server),
        version = options.VersionNumbers,
        browser = order.TypedOn is null ? [options.DeviceName, "Chrome", "1.0"] : KnownBrowser,
        typedOn = order.TypedOn?.Digits,
        timings = new
        {
            connectTimeoutMs = Ms(order.ConnectTimeout ?? options.ConnectTimeout),
            keepAliveIntervalMs = Ms(options.KeepAliveInterval),
            queryTimeoutMs = Ms(options.QueryTimeout),
            qrTimeoutMs = options.CodeLifetime is { } lifetime ? Ms(lifetime) : (long?)null,
            closeGraceMs = Ms(options.CloseGrace),
            signIntervalMs = Ms(options.SignInterval),
        },
    };

    /// <summary>Asks, and takes <paramref name="otherwise"/> from a line that broke. An engine that does not answer is ended.</summary>
    private async Task<T> AskAsync<T>(string method, object arguments, TimeSpan allowed, T otherwise)
    {
        try
        {
            return await CallAsync<T>(method, arguments, allowed);
        }
        catch (TimeoutException)
        {
            Log.Hangs(logger, method);
            _run?.Kill();
            return otherwise;
        }
        catch (Exception problem) when (problem is RemoteRpcException or ObjectDisposedException or OperationCanceledException)
        {
            return otherwise;
        }
    }

    private Task<T> CallAsync<T>(string method, object arguments, TimeSpan allowed, CancellationToken cancellationToken = default) =>
        _run is { } run
            ? run.CallAsync<T>(method, arguments, allowed + Patience, cancellationToken)
            : Task.FromException<T>(new ObjectDisposedException(nameof(SidecarLine)));

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "WhatsApp Web {Channel}: the engine opened no line ({Problem})")]
        public static partial void NotOpened(ILogger logger, ChannelId channel, string problem);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web engine did not answer \"{Method}\": ended")]
        public static partial void Hangs(ILogger logger, string method);
    }
}
