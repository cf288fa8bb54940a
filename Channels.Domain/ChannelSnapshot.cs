namespace Channels.Domain;

/// <summary>An instance as it was at one <see cref="Revision"/>; of two, the higher revision is the newer.</summary>
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

    public ChannelStatus Status => Reason.Status;
}
