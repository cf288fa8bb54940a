namespace Channels.Domain;

/// <summary>
/// Drops of a channel between which it was never calm. From
/// <see cref="UnstableFrom"/> on the channel is called unstable, until it is calm: neither dropped nor came
/// back for <see cref="Calm"/>.
/// </summary>
/// <param name="Drops">How often it left Conectado through no person's doing.</param>
/// <param name="FlippedAt">When it last dropped or came back.</param>
/// <param name="ToldCode">Of its reasons, the one that the timeline told last.</param>
/// <param name="ToldFrom">When the present span of telling began.</param>
/// <param name="Told">How many lines the timeline got since.</param>
public sealed record DropRun(int Drops, DateTimeOffset FlippedAt, ReasonCode ToldCode, DateTimeOffset ToldFrom, int Told)
{
    /// <summary>So many drops are no single one any more, for a card as for an incident.</summary>
    public const int UnstableFrom = 3;

    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);

    /// <summary>
    /// While it is unstable, its timeline gets at most <see cref="MostTold"/> lines of its flips in this time: enough for
    /// whatever retries with any patience, and not thousands for what does not.
    /// </summary>
    public static readonly TimeSpan Telling = TimeSpan.FromMinutes(1);
    public const int MostTold = 10;

    public bool IsUnstable => Drops >= UnstableFrom;

    public bool IsOverAt(DateTimeOffset now) => now >= FlippedAt + Calm;

    /// <summary>Whether a flip at this moment is left out of the timeline, to be told later if it lasts.</summary>
    public bool Withholds(DateTimeOffset now) => IsUnstable && Told >= MostTold && now < ToldFrom + Telling;

    /// <summary>The timeline tells <paramref name="code"/> now.</summary>
    public DropRun Tell(ReasonCode code, DateTimeOffset now) => now < ToldFrom + Telling
        ? this with { ToldCode = code, Told = Told + 1 }
        : this with { ToldCode = code, ToldFrom = now, Told = 1 };
}
