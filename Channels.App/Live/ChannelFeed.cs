using Channels.App.Session;
using Channels.Domain;

namespace Channels.App.Live;

/// <summary>
/// Carries changes of channels to the open pages. It keeps the latest state of each channel that changed in this run,
/// in order of change, once for all viewers; a viewer holds no more than its place in that order.
/// </summary>
public sealed class ChannelFeed(TimeProvider time, ILogger<ChannelFeed> logger)
{
    /// <summary>The least time between two runs of one viewer.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Guid _run = Guid.NewGuid();
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = new();
    private readonly Dictionary<ChannelId, LinkedListNode<Entry>> _byChannel = [];
    private readonly Viewers<Place> _viewers = new(Interval, time, logger);
    private LinkedListNode<Entry>? _limit;
    private LinkedListNode<Entry>? _pending;
    private long _position;

    /// <summary>The place after everything published so far. Take it before reading the store, and nothing falls between.</summary>
    public FeedMark Mark
    {
        get
        {
            lock (_gate)
            {
                return new FeedMark(_run, _position);
            }
        }
    }

    internal int Viewers => _viewers.Count;

    /// <summary>Whether a viewer that knows everything up to the mark can go on from there.</summary>
    public bool Covers(FeedMark mark) => mark.Run == _run;

    /// <summary>
    /// Calls <paramref name="show"/> with what changed after the mark and from then on, one call at a time,
    /// until disposed (any number of times). A mark of another run counts as now.
    /// </summary>
    public IDisposable Subscribe(Reader reader, FeedMark from, Func<ChannelChanges, Task> show)
    {
        lock (_gate)
        {
            var place = new Place { Position = Covers(from) ? from.Position : _position };
            var viewer = _viewers.Add(reader, place, place => show(Take(place)));
            if (place.Position < _position)
            {
                viewer.Signal();
            }

            return viewer;
        }
    }

    public void Publish(ChannelSnapshot snapshot)
    {
        lock (_gate)
        {
            // Commits may be published out of order; the older one of two is no news, and gone stays gone.
            if (_byChannel.TryGetValue(snapshot.Id, out var known)
                && (known.Value.Snapshot is null || known.Value.Snapshot.Revision >= snapshot.Revision))
            {
                return;
            }

            _byChannel[snapshot.Id] = Put(known, new Entry(snapshot.Id, snapshot, null, ++_position));
        }

        _viewers.Signal();
    }

    public void PublishRemoved(ChannelId id)
    {
        lock (_gate)
        {
            _byChannel[id] = Put(_byChannel.GetValueOrDefault(id), new Entry(id, null, null, ++_position));
        }

        _viewers.Signal();
    }

    public void PublishLimit(int limit)
    {
        lock (_gate)
        {
            _limit = Put(_limit, new Entry(null, null, limit, ++_position));
        }

        _viewers.Signal();
    }

    public void PublishPending()
    {
        lock (_gate)
        {
            _pending = Put(_pending, new Entry(null, null, null, ++_position));
        }

        _viewers.Signal();
    }

    private LinkedListNode<Entry> Put(LinkedListNode<Entry>? old, Entry entry)
    {
        if (old is not null)
        {
            _entries.Remove(old);
        }

        return _entries.AddLast(entry);
    }

    private ChannelChanges Take(Place place)
    {
        var changed = new List<ChannelSnapshot>();
        var removed = new List<ChannelId>();
        int? limit = null;
        var pending = false;
        lock (_gate)
        {
            for (var node = _entries.Last; node is not null && node.Value.Position > place.Position; node = node.Previous)
            {
                var entry = node.Value;
                pending |= node == _pending;
                limit = entry.Limit ?? limit;
                if (entry.Snapshot is not null)
                {
                    changed.Add(entry.Snapshot);
                }
                else if (entry.Id is { } id)
                {
                    removed.Add(id);
                }
            }

            place.Position = _position;
        }

        changed.Reverse();
        return new ChannelChanges(changed, removed, limit, pending);
    }

    private sealed record Entry(ChannelId? Id, ChannelSnapshot? Snapshot, int? Limit, long Position);

    /// <summary>Up to where a viewer knows.</summary>
    private sealed class Place
    {
        public long Position { get; set; }
    }
}
