using System.Collections.Concurrent;
using Channels.Domain;
using MediatR;

namespace Channels.Tests.Support;

/// <summary>Remembers what was published, in order.</summary>
public sealed class PublishedChanges : INotificationHandler<ChannelChanged>
{
    private readonly ConcurrentQueue<ChannelSnapshot> _all = new();

    public IReadOnlyCollection<ChannelSnapshot> All => _all;

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken)
    {
        _all.Enqueue(notification.Snapshot);
        return Task.CompletedTask;
    }
}
