using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>One line from its order to its end, with the timers that end with it. Used inside the mailbox only.</summary>
internal sealed class HeldLine(ISidecarLine line, TimeProvider time, Mailbox mailbox)
{
    private DateTimeOffset? _openedAt;

    public ISidecarLine Line => line;

    /// <summary>Why we ended it ourselves, if we did.</summary>
    public ConnectionCause? EndedBy { get; private set; }

    public Alarm Deadline { get; } = new(time, mailbox);

    public Alarm Ping { get; } = new(time, mailbox);

    /// <summary>When a code that was typed counts as the wrong one.</summary>
    public Alarm Mistyped { get; } = new(time, mailbox);

    public Alarm RestrictionEnd { get; } = new(time, mailbox);

    /// <summary>Gives the line up unless another deadline is set in time.</summary>
    public void GiveUpAfter(TimeSpan delay, ConnectionCause cause = ConnectionCause.NoAnswer) => Deadline.Set(delay, () =>
    {
        GiveUp(cause);
        return Task.CompletedTask;
    });

    public void GiveUp(ConnectionCause cause)
    {
        EndedBy = cause;
        line.Close();
    }

    public void Opened()
    {
        Deadline.Cancel();
        _openedAt = time.GetUtcNow();
    }

    /// <summary>Whether it has been open for so long that its end is the first of a row.</summary>
    public bool WasOpenFor(TimeSpan steady) => time.GetUtcNow() - _openedAt >= steady;

    /// <summary>Whether WhatsApp answers. Pings twice: one lost answer is not yet a lost line.</summary>
    public async Task<bool> AnswersAsync() => await line.PingAsync() || await line.PingAsync();

    public void StopTimers()
    {
        Deadline.Cancel();
        StopTimersButDeadline();
    }

    public void StopTimersButDeadline()
    {
        Ping.Cancel();
        Mistyped.Cancel();
        RestrictionEnd.Cancel();
    }
}
