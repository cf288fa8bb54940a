using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Sending;

namespace Channels.Domain.Ports;

/// <summary>What passed and what happened, for other systems to read; outside of a transaction.</summary>
public interface IMessageLog
{
    Task<LoggedMessage?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <param name="after">Null for the oldest that is kept.</param>
    /// <param name="reader">The key that reads: of what it reaches alone, and that it does not reach something any more; null for all.</param>
    /// <exception cref="RuleViolation"><see cref="Rule.CursorExpired"/>, with the cursor of the oldest that is kept.</exception>
    Task<EventPage> ReadEventsAsync(EventCursor? after, int take, KeyGrant? reader, CancellationToken cancellationToken);
}
