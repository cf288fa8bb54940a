namespace Channels.Domain;

/// <summary>A channel as it was at one <see cref="Revision"/>; of two, the higher revision is the newer.</summary>
public sealed record ChannelSnapshot(
    ChannelId Id,
    string Name,
    ConnectionMethod Method,
    StatusReason Reason,
    DateTimeOffset Since,
    PhoneNumber? Number,
    string? ProfileName,
    string? PictureTag,
    DateTimeOffset CreatedAt,
    long Revision)
{
    /// <summary>Most drops are over by then, and nobody has to be told of them.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(2);

    /// <summary>From then on somebody should look at it.</summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(10);

    /// <summary>A device is linked, as far as we know.</summary>
    public bool IsLinked { get; init; }

    /// <summary>The administrator agreed that the next link may have another number.</summary>
    public bool OtherNumberAllowed { get; init; }

    /// <summary>How far its removal has come; null while it stays.</summary>
    public RemovalProgress? Removal { get; init; }

    /// <summary>It dropped again and again lately; see <see cref="DropRun"/>.</summary>
    public bool IsUnstable { get; init; }

    /// <summary>How Meta sees the number; channels of the official API only.</summary>
    public OfficialNumber? Official { get; init; }

    /// <summary>Its line goes through a proxy of its own.</summary>
    public bool HasProxy { get; init; }

    /// <inheritdoc cref="Channel.Outage"/>
    public DatedReason? Outage { get; init; }

    /// <inheritdoc cref="Channel.LastAttempt"/>
    public DatedReason? LastAttempt { get; init; }

    /// <summary>The latest that is known of connecting it, for whoever does that: how the last attempt ended, or why it stands as it does.</summary>
    public StatusReason LatestReason => LastAttempt?.Reason ?? Reason;

    /// <summary>How long it has been coming back by itself; of an instant, see <see cref="At"/>.</summary>
    public Delay Delay { get; init; }

    /// <summary>Not connected, and not because somebody is about to connect it for the first time.</summary>
    public bool IsDown =>
        Status != ChannelStatus.Connected && Removal is null && (Number is not null || !ReasonTable.IsPairing(Reason.Code));

    /// <summary>
    /// Down through no person's doing, and not about to be back: the one meaning of trouble on every page. See
    /// <see cref="ReasonTable.IsTrouble"/>. An attempt to connect it changes nothing of that.
    /// </summary>
    public bool IsInTrouble =>
        Removal is null && (Outage is not null || ReasonTable.IsTrouble(Reason.Code))
        && (!IsComingBack || Delay != Delay.None || (Outage is { } outage && ReasonTable.Lasts(outage.Reason.Code)));

    /// <summary>When time alone makes it another: from then on <see cref="At"/> differs. Null where only an event does.</summary>
    public DateTimeOffset? TurnsAt => IsComingBack && Delay < Delay.Overdue ? Since + (Delay == Delay.None ? LateAfter : OverdueAfter) : null;

    private bool IsComingBack => Removal is null && Status == ChannelStatus.Connecting && ReasonTable.IsTrouble(Reason.Code);

    /// <summary>The channel as it is at an instant.</summary>
    public ChannelSnapshot At(DateTimeOffset now)
    {
        var delay = !IsComingBack || now < Since + LateAfter ? Delay.None
            : now < Since + OverdueAfter ? Delay.Late
            : Delay.Overdue;
        return delay == Delay ? this : this with { Delay = delay };
    }

    public ChannelStatus Status => Reason.Status;
}
