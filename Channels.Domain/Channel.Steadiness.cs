namespace Channels.Domain;

/// <summary>Whether a channel holds its connection.</summary>
public sealed partial class Channel
{
    /// <summary>Its latest drops; null where it never dropped or a person dealt with it since.</summary>
    public DropRun? Run { get; private set; }

    public bool IsUnstable => Run is { IsUnstable: true };

    /// <summary>Whether what was sent then can only have come in once the line was back. The first minutes of a link have no before.</summary>
    public bool WasDownAt(DateTimeOffset sentAt) =>
        Status != ChannelStatus.Connected || (sentAt < Since && Since - LinkedAt > TimeSpan.FromMinutes(1));

    /// <summary>Whether <see cref="CalmDown"/> has something to do.</summary>
    public bool IsToCalmDown(DateTimeOffset now) =>
        Run is { IsUnstable: true } run && (run.IsOverAt(now) || (run.ToldCode != Reason.Code && !run.Withholds(now)));

    /// <summary>Time passed: tells what was withheld and lasted, and ends the instability where it has been calm.</summary>
    public void CalmDown(DateTimeOffset now)
    {
        if (Run is not { } run || !IsToCalmDown(now))
        {
            return;
        }

        var isOver = run.IsOverAt(now);
        if (run.ToldCode != Reason.Code)
        {
            Tell(Since, Reason);
            Run = run.Tell(Reason.Code, now);
        }

        if (isOver)
        {
            Run = null;
            Revision++;
        }
    }

    /// <summary>Counts a change of the reason into the run.</summary>
    /// <returns>Whether the timeline tells it now.</returns>
    private bool CountFlip(StatusReason before, DateTimeOffset now)
    {
        var run = Run is { } known && !known.IsOverAt(now) ? known : null;

        // The drop that makes it unstable is still told.
        var isWithheld = IsFlip(Reason.Code) && run is not null && run.Withholds(now);
        if (IsDrop(before, Reason))
        {
            run ??= new DropRun(Drops: 0, now, before.Code, now, Told: 0);
            run = run with { Drops = run.Drops + 1, FlippedAt = now };
        }
        else if (Reason.Status == ChannelStatus.Connected)
        {
            run = run is null || before.Status == ChannelStatus.Connected ? run : run with { FlippedAt = now };
        }
        else if (!ReasonTable.IsTrouble(Reason.Code))
        {
            // A person deals with it.
            run = null;
        }

        var isTold = !isWithheld && Reason.Code != (run?.ToldCode ?? before.Code);
        Run = isTold ? run?.Tell(Reason.Code, now) : run;
        return isTold;
    }

    private void Tell(DateTimeOffset at, StatusReason reason) => Record(HistoryKind.StatusChanged, at, reason.Who, reason);

    /// <summary>Our own engine's end is no drop of the line: each start of the app would count against every channel.</summary>
    private static bool IsDrop(StatusReason before, StatusReason after) =>
        before.Status == ChannelStatus.Connected
        && ReasonTable.IsTrouble(after.Code)
        && after.Cause != ConnectionCause.EngineStopped;

    /// <summary>The two ends of a flapping line. Whatever stops it for good is always told.</summary>
    private static bool IsFlip(ReasonCode code) =>
        ReasonTable.StatusOf(code) == ChannelStatus.Connected || code is ReasonCode.Reconnecting or ReasonCode.SessionFailing;
}
