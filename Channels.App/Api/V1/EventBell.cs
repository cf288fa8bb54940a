using Channels.App.Live;
using Channels.Domain.Events;
using MediatR;

namespace Channels.App.Api.V1;

/// <summary>Wakes whoever waits for the log of events to go on.</summary>
internal sealed class EventBell : INotificationHandler<EventsAppended>
{
    private readonly Bell _bell = new();

    /// <inheritdoc cref="Bell.Next"/>
    public Task Next => _bell.Next;

    public Task Handle(EventsAppended notification, CancellationToken cancellationToken)
    {
        _bell.Ring();
        return Task.CompletedTask;
    }
}
