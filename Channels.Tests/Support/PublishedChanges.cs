using System.Collections.Concurrent;
using Channels.Domain;
using MediatR;

namespace Channels.Tests.Support;

/// <summary>Remembers what was published, in order.</summary>
public sealed class PublishedChanges
    : INotificationHandler<ChannelChanged>, INotificationHandler<ChannelRemoved>, INotificationHandler<PendingChanged>,
        INotificationHandler<SignsChanged>
{
    private readonly ConcurrentQueue<INotification> _all = new();

    public int Count => _all.Count(x => x is not SignsChanged);

    public IReadOnlyCollection<ChannelSnapshot> All => [.. _all.OfType<ChannelChanged>().Select(x => x.Snapshot)];

    public IReadOnlyCollection<ChannelId> Removed => [.. _all.OfType<ChannelRemoved>().Select(x => x.Id)];

    public IReadOnlyCollection<ChannelId> Signs => [.. _all.OfType<SignsChanged>().Select(x => x.Signs.Channel)];

    public int Pending => _all.OfType<PendingChanged>().Count();

    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken) => Keep(notification);

    public Task Handle(ChannelRemoved notification, CancellationToken cancellationToken) => Keep(notification);

    public Task Handle(PendingChanged notification, CancellationToken cancellationToken) => Keep(notification);

    public Task Handle(SignsChanged notification, CancellationToken cancellationToken) => Keep(notification);

    private Task Keep(INotification notification)
    {
        _all.Enqueue(notification);
        return Task.CompletedTask;
    }
}
