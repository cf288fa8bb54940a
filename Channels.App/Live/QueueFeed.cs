using Channels.App.Session;
using Channels.Domain;
using MediatR;

namespace Channels.App.Live;

/// <summary>Tells the open pages that outgoing messages moved on. It only notes it, so that no page delays a message.</summary>
public sealed class QueueFeed(TimeProvider time, ILogger<QueueFeed> logger) : INotificationHandler<QueueChanged>
{
    /// <summary>The least time between two runs of one viewer, which read anew.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Viewers<Func<Task>> _viewers = new(Interval, time, logger);

    internal int Viewers => _viewers.Count;

    /// <summary>Calls <paramref name="show"/> after each change, one call at a time, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Reader reader, Func<Task> show) => _viewers.Add(reader, show, static show => show());

    public Task Handle(QueueChanged notification, CancellationToken cancellationToken)
    {
        _viewers.Signal();
        return Task.CompletedTask;
    }
}
