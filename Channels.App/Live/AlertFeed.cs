using Channels.App.Session;
using Channels.Domain;
using MediatR;

namespace Channels.App.Live;

/// <summary>Tells the open pages of alerts that there is something new to read. It only notes it, so that no page delays an alert.</summary>
public sealed class AlertFeed(TimeProvider time, ILogger<AlertFeed> logger) : INotificationHandler<AlertsChanged>
{
    private readonly Viewers<Func<Task>> _viewers = new(ChannelFeed.Interval, time, logger);

    internal int Viewers => _viewers.Count;

    /// <summary>Calls <paramref name="show"/> after each change, one call at a time, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Reader reader, Func<Task> show) => _viewers.Add(reader, show, static show => show());

    public Task Handle(AlertsChanged notification, CancellationToken cancellationToken)
    {
        _viewers.Signal();
        return Task.CompletedTask;
    }
}
