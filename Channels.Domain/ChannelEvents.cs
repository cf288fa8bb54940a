using MediatR;

namespace Channels.Domain;

/// <summary>A channel was created or changed; published after the commit.</summary>
public sealed record ChannelChanged(ChannelSnapshot Snapshot) : INotification;

/// <summary>A channel is gone; published after the commit.</summary>
public sealed record ChannelRemoved(ChannelId Id) : INotification;

/// <summary>Something passed on a channel's line; published after the commit.</summary>
public sealed record SignsChanged(ChannelSigns Signs) : INotification;

/// <summary>Something that waits in the background was added, tried, done or given up; published after the commit.</summary>
public sealed record PendingChanged : INotification;

/// <summary>An incident, or a message about one, was added, changed or forgotten; published after the commit.</summary>
public sealed record AlertsChanged : INotification;

/// <summary>Outgoing messages were taken, moved on or were decided about; published after the commit.</summary>
public sealed record QueueChanged(IReadOnlyCollection<ChannelId> Channels, IReadOnlyCollection<Guid> Messages) : INotification;

/// <summary>
/// The store stopped taking writes, or takes them again; published in order, while other writes wait. Whoever hears it
/// only notes it.
/// </summary>
/// <param name="Outage">Null where it takes writes.</param>
public sealed record StoreChanged(StoreOutage? Outage) : INotification;
