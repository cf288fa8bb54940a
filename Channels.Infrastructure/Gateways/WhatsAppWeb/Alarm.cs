namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Rings once in a mailbox; one that was canceled or set anew meanwhile does not ring. Used inside the mailbox only.</summary>
internal sealed class Alarm(TimeProvider time, Mailbox mailbox) : IDisposable
{
    // Timers take no more than some 49 days; what is due later is looked at again then.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private ITimer? _timer;
    private int _version;

    public void Set(TimeSpan delay, Func<Task> ring)
    {
        Cancel();
        var mine = _version;
        var due = delay < TimeSpan.Zero ? TimeSpan.Zero : delay > Longest ? Longest : delay;
        _timer = time.CreateTimer(_ => mailbox.Post(() => RingAsync(mine, ring)), null, due, Timeout.InfiniteTimeSpan);
    }

    public void Cancel()
    {
        _version++;
        _timer?.Dispose();
        _timer = null;
    }

    public void Dispose() => Cancel();

    private Task RingAsync(int mine, Func<Task> ring)
    {
        if (mine != _version)
        {
            return Task.CompletedTask;
        }

        Cancel();
        return ring();
    }
}
