namespace Channels.Infrastructure.Persistence;

/// <summary>How far a reader of all timelines has come.</summary>
internal sealed class TimelineMark
{
    public required string Reader { get; init; }

    /// <summary>The last line that it took.</summary>
    public long Line { get; set; }
}
