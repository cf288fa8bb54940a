using Channels.App.Session;
using MediatR;

namespace Channels.App.Live;

/// <summary>Tells open pages that there is something new to read. It only notes it, so that no page delays what it is about.</summary>
public sealed class NewsFeed<T>(TimeProvider time, ILogger<NewsFeed<T>> logger) : INotificationHandler<T>
    where T : INotification
{
    private readonly Viewers<Func<Task>> _viewers = new(NewsFeeds.Interval, time, logger);

    internal int Viewers => _viewers.Count;

    /// <summary>Calls <paramref name="show"/> after each change, one call at a time, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Reader reader, Func<Task> show) => _viewers.Add(reader, show, static show => show());

    public Task Handle(T notification, CancellationToken cancellationToken)
    {
        _viewers.Signal();
        return Task.CompletedTask;
    }
}

internal static class NewsFeeds
{
    /// <summary>The least time between two runs of one viewer, which read anew.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static IServiceCollection AddNewsFeed<T>(this IServiceCollection services)
        where T : INotification
    {
        services.AddSingleton<NewsFeed<T>>();
        return services.AddTransient<INotificationHandler<T>>(all => all.GetRequiredService<NewsFeed<T>>());
    }
}
