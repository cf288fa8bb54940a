using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.App.Live;

/// <summary>
/// Keeps the latest proof behind each channel's status, and the outlooks, in memory and carries them to the open pages,
/// however often they change: a viewer gets what changed since its last look, at most once per <see cref="Interval"/>. Of
/// a channel only the latest is kept, once for all viewers.
/// </summary>
public sealed class ProofFeed(TimeProvider time, ILogger<ProofFeed> logger) : IConfirmations, IOutlooks
{
    /// <summary>The least time between two runs of one viewer.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time = time;
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, Entry> _entries = [];
    private readonly Viewers<Place> _viewers = new(Interval, time, logger);

    // Until the app stops: what is still heard of a line may come after its channel is gone.
    private readonly Dictionary<ChannelId, long> _gone = [];
    private long _position;

    internal int Viewers => _viewers.Count;

    public void Confirm(ChannelId id) => Change(id, proof => proof with { ConfirmedAt = _time.GetUtcNow() });

    public DateTimeOffset? Find(ChannelId id)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(id)?.Proof.ConfirmedAt;
        }
    }

    /// <summary>Something passed on a channel's line.</summary>
    public void Publish(ChannelSigns signs) =>
        Change(signs.Channel, proof => proof.Later(ChannelProof.Of(signs.Channel, confirmedAt: null, signs)));

    public IReadOnlyList<ChannelOutlook> Outlooks { get; private set; } = [];

    public void Show(IReadOnlyList<ChannelOutlook> outlooks)
    {
        lock (_gate)
        {
            if (outlooks.SequenceEqual(Outlooks))
            {
                return;
            }

            Outlooks = outlooks;
        }

        _viewers.Signal();
    }

    /// <summary>The channel is gone, for good.</summary>
    public void Forget(ChannelId id)
    {
        lock (_gate)
        {
            _entries.Remove(id);
            _gone[id] = ++_position;
        }

        _viewers.Signal();
    }

    /// <summary>
    /// Calls <paramref name="show"/> with everything known, and then with what changed, one call at a time, until
    /// disposed (any number of times).
    /// </summary>
    public IDisposable Subscribe(Reader reader, Func<ProofNews, Task> show)
    {
        lock (_gate)
        {
            var viewer = _viewers.Add(reader, new Place { GoneBefore = _position }, place => show(Take(place)));
            viewer.Signal();
            return viewer;
        }
    }

    private void Change(ChannelId id, Func<ChannelProof, ChannelProof> change)
    {
        lock (_gate)
        {
            if (_gone.ContainsKey(id))
            {
                return;
            }

            var known = _entries.GetValueOrDefault(id)?.Proof ?? ChannelProof.None(id);
            _entries[id] = new Entry(change(known), ++_position);
        }

        _viewers.Signal();
    }

    private ProofNews Take(Place place)
    {
        lock (_gate)
        {
            var from = place.Position;
            var goneFrom = Math.Max(from, place.GoneBefore);
            place.Position = _position;
            return new ProofNews(
                [.. _entries.Values.Where(x => x.Position > from).Select(x => x.Proof)],
                Outlooks,
                [.. _gone.Where(x => x.Value > goneFrom).Select(x => x.Key)]);
        }
    }

    private sealed record Entry(ChannelProof Proof, long Position);

    /// <summary>Up to where a viewer knows.</summary>
    private sealed class Place
    {
        public long Position { get; set; }

        /// <summary>Of what was removed earlier it never knew.</summary>
        public required long GoneBefore { get; init; }
    }
}

/// <summary>What one viewer has not seen yet.</summary>
/// <param name="Changed">The proofs that changed.</param>
/// <param name="Outlooks">All outlooks as they are; the same object as long as they stay the same.</param>
/// <param name="Gone">The channels that were removed meanwhile.</param>
public sealed record ProofNews(
    IReadOnlyList<ChannelProof> Changed, IReadOnlyList<ChannelOutlook> Outlooks, IReadOnlyList<ChannelId> Gone);
