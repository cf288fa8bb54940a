using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// One channel of the official API. One thing happens after the other; each step writes down what it won before the
/// next begins, so that whoever comes later, or the next start of the app, goes on from there.
/// </summary>
/// <param name="isDue">Called when it may be due at once, on any thread.</param>
internal sealed partial class MetaLine(ChannelId id, MetaLineParts parts, Action isDue) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    private volatile int _hints;
    private volatile int _finishes;
    private DateTimeOffset _readAt;
    private DateTimeOffset _expectedBy = DateTimeOffset.MaxValue;

    /// <summary>When it is to be read again, if nothing hints at a change before; every reading says anew.</summary>
    private DateTimeOffset NextReadAt { get; set; }

    /// <summary>When it is to be read. What hints at a change while it is read asks for one more reading.</summary>
    public DateTimeOffset DueAt =>
        _finishes > 0 ? DateTimeOffset.MinValue
        : _hints > 0 ? _readAt + parts.Options.HintsRest
        : NextReadAt < _expectedBy ? NextReadAt : _expectedBy;

    private GraphClient Graph => parts.Graph;

    private DateTimeOffset Now => parts.Time.GetUtcNow();

    /// <summary>A person waits for it to go on.</summary>
    public bool IsAwaited => _finishes > 0;

    /// <summary>What its calls count against at Meta; null before the first one.</summary>
    public CallScope? Scope { get; private set; }

    /// <summary>Something may have changed at Meta.</summary>
    public void Hint()
    {
        _hints = 1;
        isDue();
    }

    /// <summary>Somebody was sent to Facebook, and is late from then on.</summary>
    public void Expect(DateTimeOffset by) => _expectedBy = by;

    /// <summary>An authorization just came in, or a number was chosen: it goes on with the next reading.</summary>
    private void FinishSoon()
    {
        _finishes = 1;
        isDue();
    }

    /// <summary>Reads the number again and says how it stands; what stopped on its way to the first connection goes on.</summary>
    /// <returns>When Meta confirmed the connection; null where it is not connected.</returns>
    /// <exception cref="GatewayUnavailable">Meta could not be asked, or answers nobody for now.</exception>
    public Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken) => AdvanceInTurnAsync(byPerson: false, pin: null, cancellationToken);

    /// <summary>A person wants it to go on: what was refused before is tried again.</summary>
    public Task FinishAsync(string? pin, CancellationToken cancellationToken) => AdvanceInTurnAsync(byPerson: true, pin, cancellationToken);

    private Task<DateTimeOffset?> AdvanceInTurnAsync(bool byPerson, string? pin, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            // What is asked for from here on asks for one more reading.
            var finishes = Interlocked.Exchange(ref _finishes, 0) > 0;
            (_hints, _readAt) = (0, Now);
            _expectedBy = _expectedBy > Now ? _expectedBy : DateTimeOffset.MaxValue;

            // Until the end of this reading says better.
            NextReadAt = Now + ReadWait.Usual(parts.Options.ReadsEvery);
            return AdvanceAsync(byPerson || finishes, pin, cancellationToken);
        },
        cancellationToken);

    public void Dispose() => _turn.Dispose();

    private string TokenOf(MetaAccount account)
    {
        var token = parts.Accounts.Open(id, account.Token);
        Scope = CallScope.Of(account, token);
        parts.Usage.Know(Scope);
        return token;
    }

    private Task SayAsync(StatusReason reason, CancellationToken cancellationToken) =>
        parts.Voice.SayAsync(new ObserveLine(id, reason), cancellationToken);

    private async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Channel}: Meta refused {What} with code {Code}, trace {Trace}")]
        public static partial void Refused(ILogger logger, ChannelId channel, string what, int code, string? trace);

        [LoggerMessage(LogLevel.Warning, "{Channel}: the kept authorization cannot be read")]
        public static partial void Unreadable(ILogger logger, ChannelId channel, Exception problem);
    }
}
