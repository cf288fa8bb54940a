using Channels.Domain;
using Channels.Domain.UseCases.Board;

namespace Channels.App.Live;

/// <summary>
/// How many instances are down through no person's doing, known once for all open pages. It reads the store when the
/// first page asks, as that page's person, and follows the feed from then on.
/// </summary>
public sealed partial class DownCount : IDisposable
{
    private readonly ChannelFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger<DownCount> _logger;
    private readonly Lock _gate = new();
    private readonly KnownChannels _known;
    private Pump[] _viewers = [];
    private IDisposable? _subscription;
    private bool _loaded;
    private int _count;

    public DownCount(ChannelFeed feed, TimeProvider time, ILogger<DownCount> logger)
    {
        (_feed, _time, _logger) = (feed, time, logger);
        _known = new KnownChannels((before, after) => _count += One(after) - One(before));
    }

    /// <summary>Zero until the store was read.</summary>
    public int Now
    {
        get
        {
            lock (_gate)
            {
                return _loaded ? _count : 0;
            }
        }
    }

    internal int Viewers => Volatile.Read(ref _viewers).Length;

    /// <summary>Calls <paramref name="show"/> when <see cref="Now"/> became another, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Func<Task> show)
    {
        var pump = new Pump(show, TimeSpan.Zero, _time, _logger);
        lock (_gate)
        {
            _viewers = [.. _viewers, pump];
        }

        return new Viewer(this, pump);
    }

    /// <summary>Reads the store unless that is done. Where it cannot be read, the next page tries again.</summary>
    public async Task LoadAsync(Dispatcher dispatcher)
    {
        lock (_gate)
        {
            if (_loaded)
            {
                return;
            }

            // Before reading, so that no change falls between; and not in the context of the page that happens to be the first.
            using var none = ExecutionContext.SuppressFlow();
            _subscription ??= _feed.Subscribe(_feed.Mark, ApplyAsync);
        }

        try
        {
            var list = await dispatcher.SendAsync(new ListChannels());
            Change(() =>
            {
                _known.Load(list.Channels);
                _loaded = true;
            });
        }
        catch (Exception exception)
        {
            Log.LoadFailed(_logger, exception);
        }
    }

    public void Dispose() => _subscription?.Dispose();

    private Task ApplyAsync(ChannelChanges changes)
    {
        Change(() => _known.Apply(changes));
        return Task.CompletedTask;
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            var before = Now;
            change();
            if (Now == before)
            {
                return;
            }
        }

        foreach (var viewer in Volatile.Read(ref _viewers))
        {
            viewer.Signal();
        }
    }

    private void Remove(Pump pump)
    {
        pump.Dispose();
        lock (_gate)
        {
            _viewers = [.. _viewers.Where(x => x != pump)];
        }
    }

    private static int One(ChannelSnapshot? channel) =>
        channel is { IsInTrouble: true } ? 1 : 0;

    private sealed class Viewer(DownCount count, Pump pump) : IDisposable
    {
        public void Dispose() => count.Remove(pump);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The instances could not be read for the title of the pages")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
