using Channels.App.Session;
using Channels.Domain;
using MediatR;

namespace Channels.App.Live;

/// <summary>Whether the store takes writes, for the open pages. It only notes it, because the writes wait for it.</summary>
public sealed class StoreFeed(TimeProvider time, ILogger<StoreFeed> logger) : INotificationHandler<StoreChanged>
{
    private readonly Viewers<Func<Task>> _viewers = new(ChannelFeed.Interval, time, logger);
    private volatile StoreOutage? _now;

    /// <summary>Null while it takes writes.</summary>
    public StoreOutage? Now => _now;

    internal int Viewers => _viewers.Count;

    /// <summary>Calls <paramref name="show"/> when <see cref="Now"/> became another, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Reader reader, Func<Task> show) => _viewers.Add(reader, show, static show => show());

    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        _now = notification.Outage;
        _viewers.Signal();
        return Task.CompletedTask;
    }
}
