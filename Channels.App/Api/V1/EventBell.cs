using Channels.Domain.Events;
using MediatR;

namespace Channels.App.Api.V1;

/// <summary>Wakes whoever waits for the log of events to go on.</summary>
internal sealed class EventBell : INotificationHandler<EventsAppended>
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next event; take it before reading, so that none falls in between.</summary>
    public Task Next => _next.Task;

    public Task Handle(EventsAppended notification, CancellationToken cancellationToken)
    {
        var rung = Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        rung.SetResult();
        return Task.CompletedTask;
    }
}
