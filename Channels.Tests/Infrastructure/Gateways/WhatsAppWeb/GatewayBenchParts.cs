using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Knows the newest state of each channel and lets a test wait for one.</summary>
internal sealed class StatusWatch : INotificationHandler<ChannelChanged>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, ChannelSnapshot> _now = [];
    private readonly List<ChannelSnapshot> _all = [];
    private readonly List<(ChannelId Id, Func<ChannelSnapshot, bool> Wanted, TaskCompletionSource<ChannelSnapshot> Reached)> _waiting = [];

    /// <summary>Every reason that a channel had, in order.</summary>
    public IReadOnlyList<StatusReason> Of(ChannelId id)
    {
        lock (_gate)
        {
            return [.. _all.Where(snapshot => snapshot.Id == id).Select(snapshot => snapshot.Reason)];
        }
    }

    public ChannelSnapshot? Now(ChannelId id)
    {
        lock (_gate)
        {
            return _now.GetValueOrDefault(id);
        }
    }

    public Task<ChannelSnapshot> UntilAsync(ChannelId id, Func<ChannelSnapshot, bool> wanted)
    {
        lock (_gate)
        {
            if (_now.TryGetValue(id, out var now) && wanted(now))
            {
                return Task.FromResult(now);
            }

            var reached = new TaskCompletionSource<ChannelSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((id, wanted, reached));
            return reached.Task;
        }
    }

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken)
    {
        var snapshot = notification.Snapshot;
        lock (_gate)
        {
            _now[snapshot.Id] = snapshot;
            _all.Add(snapshot);
            foreach (var waiter in _waiting.Where(waiter => waiter.Id == snapshot.Id && waiter.Wanted(snapshot)).ToList())
            {
                _waiting.Remove(waiter);
                waiter.Reached.TrySetResult(snapshot);
            }
        }

        return Task.CompletedTask;
    }
}

/// <summary>The machine's clock, set wrong; what was waited for takes as long as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}

/// <summary>Tells when a message was dealt with, and how.</summary>
internal sealed class DealtWith
    : IPipelineBehavior<ReceiveMessage, ReceivedMessage>, IPipelineBehavior<ReceiveMessages, IReadOnlyList<ReceivedMessage>>
{
    private readonly System.Threading.Channels.Channel<ReceivedMessage> _outcomes =
        System.Threading.Channels.Channel.CreateUnbounded<ReceivedMessage>();

    public async Task<ReceivedMessage> NextAsync() =>
        await _outcomes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);

    public async Task<ReceivedMessage> Handle(
        ReceiveMessage request, CancellationToken cancellationToken, RequestHandlerDelegate<ReceivedMessage> next)
    {
        var outcome = await next();
        _outcomes.Writer.TryWrite(outcome);
        return outcome;
    }

    public async Task<IReadOnlyList<ReceivedMessage>> Handle(
        ReceiveMessages request, CancellationToken cancellationToken, RequestHandlerDelegate<IReadOnlyList<ReceivedMessage>> next)
    {
        var outcomes = await next();
        foreach (var outcome in outcomes)
        {
            _outcomes.Writer.TryWrite(outcome);
        }

        return outcomes;
    }
}

/// <summary>Takes the pairing codes and hands them out one by one.</summary>
internal sealed class ShownCodes : IPairingCodes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, System.Threading.Channels.Channel<PairingCode>> _codes = [];
    private readonly HashSet<ChannelId> _shown = [];

    public bool IsShown(ChannelId id)
    {
        lock (_gate)
        {
            return _shown.Contains(id);
        }
    }

    /// <summary>How many were shown that no test took yet.</summary>
    public int Waiting(ChannelId id) => Codes(id).Reader.Count;

    public async Task<string> NextAsync(ChannelId id) => (await NextCodeAsync(id)).Text;

    public async Task<PairingCode> NextCodeAsync(ChannelId id) =>
        await Codes(id).Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);

    public void Show(ChannelId id, PairingCode code)
    {
        lock (_gate)
        {
            _shown.Add(id);
        }

        Codes(id).Writer.TryWrite(code);
    }

    public void Hide(ChannelId id)
    {
        lock (_gate)
        {
            _shown.Remove(id);
        }
    }

    private System.Threading.Channels.Channel<PairingCode> Codes(ChannelId id)
    {
        lock (_gate)
        {
            return _codes.TryGetValue(id, out var codes)
                ? codes
                : _codes[id] = System.Threading.Channels.Channel.CreateUnbounded<PairingCode>();
        }
    }
}

/// <summary>
/// How slow the disk is. A delay and not a gate: the test fails only because the engine said "closed" while the disk was
/// still busy, and no event tells when an engine that does not wait would have said it.
/// </summary>
internal sealed class KeyDelays
{
    public TimeSpan Credentials { get; set; }

    public TimeSpan Reads { get; set; }
}

internal sealed class SlowKeys(ISessionKeys keys, KeyDelays delays) : ISessionKeys
{
    public Task<bool> HasCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
        keys.HasCredentialsAsync(id, cancellationToken);

    public Task<string?> ReadCredentialsAsync(ChannelId id, CancellationToken cancellationToken) =>
        keys.ReadCredentialsAsync(id, cancellationToken);

    public Task<KeptProxy?> ReadProxyAsync(ChannelId id, CancellationToken cancellationToken) => keys.ReadProxyAsync(id, cancellationToken);

    public async Task SaveCredentialsAsync(ChannelId id, string json, CancellationToken cancellationToken)
    {
        await Task.Delay(delays.Credentials, cancellationToken);
        await keys.SaveCredentialsAsync(id, json, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> ReadKeysAsync(
        ChannelId id, string type, IReadOnlyCollection<string> keyIds, CancellationToken cancellationToken)
    {
        await Task.Delay(delays.Reads, cancellationToken);
        return await keys.ReadKeysAsync(id, type, keyIds, cancellationToken);
    }

    public Task WriteKeysAsync(
        ChannelId id, IReadOnlyList<SessionKeyChange> changes, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? handedOver = null) =>
        keys.WriteKeysAsync(id, changes, cancellationToken, handedOver);

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken) => keys.ForgetAsync(id, cancellationToken);
}

/// <summary>Keeps what was logged, so that a test can look for what must not be there.</summary>
internal sealed class HeardLogs : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', _lines);
}
