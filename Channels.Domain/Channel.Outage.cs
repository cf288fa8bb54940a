namespace Channels.Domain;

/// <summary>How the channel stands, and what stays so while people try to connect it.</summary>
public sealed partial class Channel
{
    /// <summary>
    /// Why and since when the channel is down against anybody's will: until it is connected again or a person disconnects
    /// it. Attempts to connect it come and go meanwhile. Null also where it was never connected.
    /// </summary>
    public DatedReason? Outage { get; private set; }

    /// <summary>How the latest attempt to end the outage ended; null where it is under way, or where the reason says it.</summary>
    public DatedReason? LastAttempt { get; private set; }

    /// <summary>When the account was last banned or restricted, also where that is over; null where it never was.</summary>
    public DateTimeOffset? BannedAt { get; private set; }

    /// <summary>The latest outage that ended with a connection: from when to when; null where there was none.</summary>
    public DateTimeOffset? DownFrom { get; private set; }

    /// <inheritdoc cref="DownFrom"/>
    public DateTimeOffset? DownTo { get; private set; }

    private bool Become(StatusReason told, DateTimeOffset now)
    {
        if (told == Reason || told == LastAttempt?.Reason)
        {
            return false;
        }

        CalmDown(now);
        var before = Reason;
        BannedAt = ReasonTable.IsBan(told.Code) && told.Code != Reason.Code ? now : BannedAt;
        if (told.Status == ChannelStatus.Connected && Outage is { } over)
        {
            (DownFrom, DownTo) = (over.At, now);
        }

        var isEnd = ReasonTable.IsAttemptEnd(told.Code);
        if (isEnd && Outage is { } outage && ReasonTable.Lasts(outage.Reason.Code))
        {
            (Reason, Since, LastAttempt) = (outage.Reason with { }, outage.At, new DatedReason(told, now));
        }
        else
        {
            var since = SinceOf(told, now);
            (Outage, LastAttempt) = (OutageAfter(told, since), told.Code == Reason.Code ? LastAttempt : null);
            (Reason, Since) = (told, since);
        }

        Revision++;
        if (told.Code is ReasonCode.LoggedOutOnPhone or ReasonCode.AccountTooOld
            or ReasonCode.WrongNumber or ReasonCode.SameNumberElsewhere)
        {
            Unlink();
        }

        // A link that the phone agreed to may need several tries until its first login.
        OtherNumberAllowed &= ReasonTable.IsPairing(told.Code) || ReasonTable.IsFinishing(told.Code) || ReasonTable.ComesBack(told.Code);

        if (isEnd && Outage is not null)
        {
            Run = null;
            Record(HistoryKind.ConnectFailed, now, told.Who, told);
        }

        // Retries repeat the code with other arguments; the timeline tells the drop once.
        else if (CountFlip(before, now))
        {
            Tell(now, told);
        }

        return true;
    }

    // Nothing that was tried in vain makes an outage younger.
    private DateTimeOffset SinceOf(StatusReason told, DateTimeOffset now) =>
        Outage is { } outage
        && (ReasonTable.IsAttemptEnd(told.Code) || (ReasonTable.Lasts(told.Code) && outage.Reason.Status == told.Status))
            ? outage.At
            : Status == told.Status ? Since : now;

    /// <summary>
    /// What lasts replaces what was; what comes back by itself, and what a person tries, leaves it. One that would have come
    /// back by itself no longer does after an attempt: then the attempt's end is all that can be said.
    /// </summary>
    private DatedReason? OutageAfter(StatusReason told, DateTimeOffset since) => told.Code switch
    {
        var code when ReasonTable.EndsOutage(code) || Number is null => null,
        var code when ReasonTable.Lasts(code) => new DatedReason(told with { }, since),
        var code when Outage is null && Status != ChannelStatus.Connected => null,
        var code when Outage is null || ReasonTable.IsAttemptEnd(code) => new DatedReason(told with { }, since),
        _ => Outage,
    };
}
