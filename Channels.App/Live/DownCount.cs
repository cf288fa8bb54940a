using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.UseCases.Board;

namespace Channels.App.Live;

/// <summary>
/// How many channels are in trouble, known once for all open pages. It reads the store when the
/// first page asks, as that page's person, and follows the feed from then on.
/// </summary>
public sealed partial class DownCount : IDisposable
{
    private readonly ChannelFeed _feed;
    private readonly ILogger<DownCount> _logger;
    private readonly Lock _gate = new();
    private readonly KnownChannels _known;
    private readonly Viewers<Func<Task>> _viewers;
    private readonly TimeProvider _time;
    private IDisposable? _subscription;
    private TurnTimer? _turning;
    private bool _loaded;
    private int _count;

    public DownCount(ChannelFeed feed, TimeProvider time, ILogger<DownCount> logger)
    {
        (_feed, _logger, _time) = (feed, logger, time);
        _viewers = new(TimeSpan.Zero, time, logger);
        _known = new KnownChannels(time, (before, after) => _count += One(after) - One(before));
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

    internal int Viewers => _viewers.Count;

    /// <summary>Calls <paramref name="show"/> when <see cref="Now"/> became another, until disposed (any number of times).</summary>
    public IDisposable Subscribe(Reader reader, Func<Task> show) => _viewers.Add(reader, show, static show => show());

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
            _turning ??= new TurnTimer(_time, () => Change(_known.Turn));
            _subscription ??= _feed.Subscribe(Reader.Console, _feed.Mark, ApplyAsync);
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

    public void Dispose()
    {
        _subscription?.Dispose();
        _turning?.Dispose();
    }

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
            _turning?.Set(_known.TurnsAt);
            if (Now == before)
            {
                return;
            }
        }

        _viewers.Signal();
    }

    private static int One(ChannelSnapshot? channel) =>
        channel is { IsInTrouble: true } ? 1 : 0;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The channels could not be read for the title of the pages")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
