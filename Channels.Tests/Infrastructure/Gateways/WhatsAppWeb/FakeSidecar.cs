using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>An engine whose lines do what the test says.</summary>
internal sealed class FakeSidecar : ISidecar
{
    private readonly System.Threading.Channels.Channel<FakeLine> _lines =
        System.Threading.Channels.Channel.CreateUnbounded<FakeLine>();

    private int _opened;
    private int _open;

    public int Opened => _opened;

    /// <summary>Whether the engine runs and begins what it is told.</summary>
    public bool Works { get; set; } = true;

    /// <summary>What each line says by itself once it began; otherwise the test says it.</summary>
    public Func<FakeLine, LineEvent>? Answer { get; set; }

    /// <summary>The most lines that were open at the same time.</summary>
    public int MostOpen { get; private set; }

    public ISidecarLine Open(LineOrder order, Action<ISidecarLine, LineEvent> hear)
    {
        Interlocked.Increment(ref _opened);
        MostOpen = Math.Max(MostOpen, Interlocked.Increment(ref _open));
        var line = new FakeLine(order, hear, () => Interlocked.Decrement(ref _open));
        if (Works)
        {
            hear(line, new LineConnecting());
            if (Answer is { } answer)
            {
                line.Say(answer(line));
            }
        }

        _lines.Writer.TryWrite(line);
        return line;
    }

    public Task<LineClosed?> ReachAsync(ProxyRoute proxy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<FakeLine> NextAsync() =>
        await _lines.Reader.ReadAsync(SessionBench.Cancellation).AsTask().WaitAsync(Patience.Limit);
}

internal sealed class FakeLine(LineOrder order, Action<ISidecarLine, LineEvent> hear, Action closed) : ISidecarLine
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closeAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pings;

    public LineOrder Order => order;

    public Task Closed => _closed.Task;

    public Task CloseAsked => _closeAsked.Task;

    /// <summary>Closes when asked to; otherwise the test says when.</summary>
    public bool Obeys { get; set; } = true;

    public Func<int, Task<bool>> Answers { get; set; } = _ => Task.FromResult(true);

    public bool LogOutTold { get; set; } = true;

    /// <summary>How long WhatsApp takes to answer a log-out.</summary>
    public Task Noting { get; set; } = Task.CompletedTask;

    public bool LoggedOut { get; private set; }

    public int Pings => _pings;

    public SendOutcome Sent { get; set; } = new(SendResult.Taken);

    public void Say(LineEvent heard)
    {
        if (heard is LineClosed)
        {
            closed();
        }

        hear(this, heard);
        if (heard is LineClosed)
        {
            _closed.TrySetResult();
        }
    }

    public void Close()
    {
        _closeAsked.TrySetResult();
        if (Obeys && !_closed.Task.IsCompleted)
        {
            Say(new LineClosed());
        }
    }

    public async Task<bool> LogOutAsync()
    {
        LoggedOut = true;
        await Noting;
        return LogOutTold;
    }

    public Task<bool> PingAsync() => Answers(Interlocked.Increment(ref _pings));

    public Task<SendOutcome> SendAsync(SendOrder order, CancellationToken cancellationToken) => Task.FromResult(Sent);

    public Task<string?> FindPictureAsync() => Task.FromResult<string?>(null);
}
