using Channels.Domain;

namespace Channels.Tests.Support;

/// <summary>Instances as a page gets to see them.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    private static int _made;

    public static ChannelSnapshot Of(
        string name, ReasonCode code = ReasonCode.NeverConnected, string? number = null, long revision = 1) =>
        Of(name, new StatusReason(code), number, revision);

    public static ChannelSnapshot Of(string name, StatusReason reason, string? number = null, long revision = 1) =>
        new(
            ChannelId.New(Now),
            name,
            ConnectionMethod.WhatsAppWeb,
            reason,
            Now,
            PhoneNumber.FromDigits(number),
            ProfileName: null,
            PictureTag: null,
            // Each is younger than the one before, as on a real board.
            Now.AddTicks(Interlocked.Increment(ref _made)),
            revision);

    public static ChannelSnapshot Next(this ChannelSnapshot snapshot, ReasonCode code) =>
        snapshot.Next(new StatusReason(code));

    public static ChannelSnapshot Next(this ChannelSnapshot snapshot, StatusReason reason) =>
        snapshot with { Reason = reason, Revision = snapshot.Revision + 1 };

    /// <summary>It is being removed.</summary>
    public static ChannelSnapshot Leaving(
        this ChannelSnapshot snapshot, string destination, long moved = 0, long total = 0, string who = "Bia") =>
        snapshot with
        {
            Removal = new RemovalProgress(who, Now, destination, moved, total),
            Revision = snapshot.Revision + 1,
        };
}
