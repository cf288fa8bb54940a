using Channels.Domain;
using MediatR;

namespace Channels.App.Live;

/// <summary>Hands committed changes to the feed. It only notes them, so that no viewer can fail or delay a command.</summary>
internal sealed class PushChannelChanges(ChannelFeed feed, ProofFeed proofs)
    : INotificationHandler<ChannelChanged>, INotificationHandler<ChannelRemoved>, INotificationHandler<PendingChanged>,
        INotificationHandler<SignsChanged>
{
    public Task Handle(ChannelChanged notification, CancellationToken cancellationToken)
    {
        feed.Publish(notification.Snapshot);
        return Task.CompletedTask;
    }

    public Task Handle(ChannelRemoved notification, CancellationToken cancellationToken)
    {
        feed.PublishRemoved(notification.Id);
        proofs.Forget(notification.Id);
        return Task.CompletedTask;
    }

    public Task Handle(SignsChanged notification, CancellationToken cancellationToken)
    {
        proofs.Publish(notification.Signs);
        return Task.CompletedTask;
    }

    public Task Handle(PendingChanged notification, CancellationToken cancellationToken)
    {
        feed.PublishPending();
        return Task.CompletedTask;
    }
}
