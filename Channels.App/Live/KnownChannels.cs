using Channels.Domain;

namespace Channels.App.Live;

/// <summary>
/// The channels as one viewer knows them. What is read and what is pushed may arrive in any order: the higher revision
/// wins, and a channel that is gone stays gone.
/// </summary>
/// <param name="onChange">Told of each channel that became another: what it was, if known, and what it is, unless gone.</param>
public sealed class KnownChannels(Action<ChannelSnapshot?, ChannelSnapshot?>? onChange = null)
{
    private readonly Dictionary<ChannelId, ChannelSnapshot> _known = [];
    private readonly HashSet<ChannelId> _gone = [];
    private readonly OrderedChannels _ordered = new(OldestFirst.Order);

    /// <summary>Oldest first; those being removed too.</summary>
    public IReadOnlyList<ChannelSnapshot> Ordered => _ordered;

    public ChannelSnapshot? Find(ChannelId id) => _known.GetValueOrDefault(id);

    /// <summary>
    /// Takes what the store had; what was pushed meanwhile is newer and stays. Nothing is dropped for being absent:
    /// whatever is removed is pushed.
    /// </summary>
    public void Load(IEnumerable<ChannelSnapshot> snapshots)
    {
        foreach (var snapshot in snapshots)
        {
            Merge(snapshot);
        }
    }

    public void Apply(ChannelChanges changes)
    {
        foreach (var snapshot in changes.Changed)
        {
            Merge(snapshot);
        }

        foreach (var id in changes.Removed)
        {
            _gone.Add(id);
            if (_known.Remove(id, out var known))
            {
                Replace(known, null);
            }
        }
    }

    private void Merge(ChannelSnapshot snapshot)
    {
        var known = Find(snapshot.Id);
        if (!_gone.Contains(snapshot.Id) && (known is null || known.Revision < snapshot.Revision))
        {
            _known[snapshot.Id] = snapshot;
            Replace(known, snapshot);
        }
    }

    private void Replace(ChannelSnapshot? before, ChannelSnapshot? after)
    {
        _ordered.Replace(before, after);
        onChange?.Invoke(before, after);
    }
}
