using Channels.Domain.Sending;

namespace Channels.Domain.Events;

/// <summary>A reader's place in the log: it has read up to here, and nothing twice.</summary>
/// <param name="Log">See <see cref="EventLog.Id"/>.</param>
public sealed record EventCursor(Guid Log, long Sequence)
{
    /// <summary>Before the first event of a log that has none yet.</summary>
    public static readonly EventCursor Start = new(Guid.Empty, 0);
}

/// <param name="Next">Where to go on; past what was left out because the reader does not reach it.</param>
/// <param name="IsWhole">Nothing more is there by now.</param>
public sealed record EventPage(IReadOnlyList<ReadEvent> Events, EventCursor Next, bool IsWhole);

/// <param name="Message">What it is about, where that is a message that is still known.</param>
public sealed record ReadEvent(LogEvent Event, LoggedMessage? Message);
