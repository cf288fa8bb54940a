using MediatR;

namespace Channels.Domain.Events;

/// <summary>The log of events goes on; published after the commit.</summary>
public sealed record EventsAppended : INotification;
