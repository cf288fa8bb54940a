using Channels.App.Session;

namespace Channels.App.Live;

/// <summary>
/// The viewers of one feed, each with what the feed keeps of it. Whoever signals them never waits; how often one runs is
/// for its <see cref="Pump"/> to say; whose session ended does not run any more.
/// </summary>
internal sealed class Viewers<T>(TimeSpan interval, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();

    // Copied with each change of it, so that a signal takes no lock.
    private Viewer[] _all = [];

    public int Count => Volatile.Read(ref _all).Length;

    /// <summary>Adds a viewer until it is disposed (any number of times). It runs from its first signal on.</summary>
    public Viewer Add(Reader reader, T of, Func<T, Task> run)
    {
        var viewer = new Viewer(this, of, new Pump(() => reader.IsLive ? run(of) : Task.CompletedTask, interval, time, logger));
        lock (_gate)
        {
            _all = [.. _all, viewer];
        }

        return viewer;
    }

    public void Signal()
    {
        foreach (var viewer in Volatile.Read(ref _all))
        {
            viewer.Signal();
        }
    }

    /// <summary>Signals those whom it concerns.</summary>
    public void Signal<TWhat>(TWhat what, Func<T, TWhat, bool> concerns)
    {
        foreach (var viewer in Volatile.Read(ref _all))
        {
            if (concerns(viewer.Of, what))
            {
                viewer.Signal();
            }
        }
    }

    private void Remove(Viewer viewer)
    {
        lock (_gate)
        {
            _all = [.. _all.Where(x => x != viewer)];
        }
    }

    internal sealed class Viewer(Viewers<T> all, T of, Pump pump) : IDisposable
    {
        public T Of => of;

        public void Signal() => pump.Signal();

        public void Dispose()
        {
            pump.Dispose();
            all.Remove(this);
        }
    }
}
