using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Channels.Infrastructure.Persistence;
using Microsoft.VisualStudio.Threading;
using StreamJsonRpc;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>One run of the engine's process and the calls made to it, until it ends.</summary>
internal sealed class SidecarRun : System.IAsyncDisposable
{
    private static readonly TimeSpan ExitDeadline = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly JsonRpc _rpc;
    private readonly SidecarReports _reports;
    private readonly TimeProvider _time;
    private readonly long _startedAt;

    public SidecarRun(Process process, ISessionKeys keys, IInbox inbox, TimeProvider time)
    {
        _process = process;
        _time = time;
        _startedAt = time.GetTimestamp();
        _reports = new SidecarReports(keys, inbox);
        var formatter = new SystemTextJsonFormatter();
        formatter.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        formatter.JsonSerializerOptions.Converters.Add(new JsonStringEnumConverter());
        var messages = new HeaderDelimitedMessageHandler(
            process.StandardInput.BaseStream, process.StandardOutput.BaseStream, formatter);

        // Keeps the words in order: each call starts before the next one does.
        _rpc = new JsonRpc(messages) { SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false) };
        _rpc.AddLocalRpcTarget(_reports, new JsonRpcTargetOptions { DisposeOnDisconnect = false });
        _rpc.StartListening();
        Ended = EndAsync();
    }

    /// <summary>Completes when the process is gone and every line of it was told.</summary>
    public Task Ended { get; }

    /// <summary>The pipe is gone; <see cref="Ended"/> follows.</summary>
    public bool IsEnding => _rpc.Completion.IsCompleted;

    /// <summary>How long the process ran; nothing while it does.</summary>
    public TimeSpan Lasted { get; private set; }

    public int Pid => _process.Id;

    public void Add(SidecarLine line) => _reports.Add(line);

    public void Forget(SidecarLine line) => _reports.Remove(line);

    /// <exception cref="Exception">The engine refused, died, or did not answer within <paramref name="deadline"/>.</exception>
    public Task<T> CallAsync<T>(string method, object arguments, TimeSpan deadline, CancellationToken cancellationToken) =>
        _rpc.InvokeWithParameterObjectAsync<T>(method, arguments, cancellationToken)
            .WaitAsync(deadline, _time, cancellationToken);

    /// <summary>An engine that hangs is ended; all its lines come back with the next one.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    /// <summary>Ends stdin, which ends the engine; a hanging one is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await Ended;
    }

    private async Task EndAsync()
    {
        try
        {
            await _rpc.Completion;
        }
        catch (Exception)
        {
            // How the pipe broke does not matter.
        }

        Lasted = _time.GetElapsedTime(_startedAt);

        // Closes stdin, which ends an engine that still listens.
        _rpc.Dispose();
        using (var deadline = new CancellationTokenSource(ExitDeadline))
        {
            try
            {
                await _process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        await _reports.WrittenAsync();
        foreach (var line in _reports.Lines)
        {
            line.Hear(new LineClosed(EngineStopped: true));
        }

        _process.Dispose();
    }
}
