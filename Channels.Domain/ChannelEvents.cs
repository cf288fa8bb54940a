using MediatR;

namespace Channels.Domain;

/// <summary>An instance was created or changed; published after the commit.</summary>
public sealed record ChannelChanged(ChannelSnapshot Snapshot) : INotification;

/// <summary>An instance is gone; published after the commit.</summary>
public sealed record ChannelRemoved(ChannelId Id) : INotification;

/// <summary>Something that waits in the background was added, tried, done or given up; published after the commit.</summary>
public sealed record PendingChanged : INotification;

/// <summary>An incident, or a message about one, was added, changed or forgotten; published after the commit.</summary>
public sealed record AlertsChanged : INotification;
