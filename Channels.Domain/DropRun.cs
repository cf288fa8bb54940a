using Channels.Domain.Alerts;

namespace Channels.Domain;

/// <summary>
/// Drops of an instance between which it was never calm. From as many as make an incident an unstable one
/// (<see cref="IncidentStory.UnstableFrom"/>) the instance is called unstable, until it is calm: neither dropped nor came
/// back for <see cref="Calm"/>.
/// </summary>
/// <param name="Drops">How often it left Conectado through no person's doing.</param>
/// <param name="FlippedAt">When it last dropped or came back.</param>
/// <param name="ToldCode">Of its reasons, the one that the timeline told last.</param>
/// <param name="ToldAt">When it told that.</param>
public sealed record DropRun(int Drops, DateTimeOffset FlippedAt, ReasonCode ToldCode, DateTimeOffset ToldAt)
{
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);

    /// <summary>While it is unstable, its timeline tells of its flips at most this often.</summary>
    public static readonly TimeSpan Telling = TimeSpan.FromMinutes(1);

    public bool IsUnstable => Drops >= IncidentStory.UnstableFrom;

    public bool IsOverAt(DateTimeOffset now) => now >= FlippedAt + Calm;

    /// <summary>Whether a flip at this moment is left out of the timeline, to be told later if it lasts.</summary>
    public bool Withholds(DateTimeOffset now) => IsUnstable && now < ToldAt + Telling;
}
