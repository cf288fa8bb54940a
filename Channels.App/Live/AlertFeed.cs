using Channels.Domain;
using MediatR;

namespace Channels.App.Live;

/// <summary>Tells the open pages of alerts that there is something new to read. It only notes it, so that no page delays an alert.</summary>
public sealed class AlertFeed(TimeProvider time, ILogger<AlertFeed> logger) : INotificationHandler<AlertsChanged>
{
    private readonly Lock _gate = new();
    private Pump[] _viewers = [];

    internal int Viewers => Volatile.Read(ref _viewers).Length;

    /// <summary>Calls <paramref name="show"/> after each change, one call at a time, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Func<Task> show)
    {
        var pump = new Pump(show, ChannelFeed.Interval, time, logger);
        lock (_gate)
        {
            _viewers = [.. _viewers, pump];
        }

        return new Subscription(this, pump);
    }

    public Task Handle(AlertsChanged notification, CancellationToken cancellationToken)
    {
        foreach (var pump in Volatile.Read(ref _viewers))
        {
            pump.Signal();
        }

        return Task.CompletedTask;
    }

    private void Remove(Pump pump)
    {
        pump.Dispose();
        lock (_gate)
        {
            _viewers = [.. _viewers.Where(x => x != pump)];
        }
    }

    private sealed class Subscription(AlertFeed feed, Pump pump) : IDisposable
    {
        public void Dispose() => feed.Remove(pump);
    }
}
