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

    /// <summary>Not connected, and not because somebody is about to connect it for the first time.</summary>
    public bool IsDown =>
        Status != ChannelStatus.Connected && Removal is null && (Number is not null || !ReasonTable.IsPairing(Reason.Code));

    /// <summary>Down through no person's doing; see <see cref="ReasonTable.IsTrouble"/>. An attempt to connect it changes nothing of that.</summary>
    public bool IsInTrouble => Removal is null && (Outage is not null || ReasonTable.IsTrouble(Reason.Code));

    public ChannelStatus Status => Reason.Status;
}
