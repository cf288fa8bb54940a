using Channels.Domain;

namespace Channels.App.Live;

/// <summary>
/// The channels as one viewer knows them. What is read and what is pushed may arrive in any order: the higher revision
/// wins, and a channel that is gone stays gone. Each is as it is now, also where only time makes it another.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="onChange">Told of each channel that became another: what it was, if known, and what it is, unless gone.</param>
public sealed class KnownChannels(TimeProvider time, Action<ChannelSnapshot?, ChannelSnapshot?>? onChange = null)
{
    private readonly Dictionary<ChannelId, ChannelSnapshot> _known = [];
    private readonly HashSet<ChannelId> _gone = [];
    private readonly SortedSet<(DateTimeOffset At, Guid Id)> _turns = [];
    private readonly OrderedChannels _ordered = new(OldestFirst.Order);

    /// <summary>Oldest first; those being removed too.</summary>
    public IReadOnlyList<ChannelSnapshot> Ordered => _ordered;

    /// <summary>When <see cref="Turn"/> is due; null while no channel waits for it.</summary>
    public DateTimeOffset? TurnsAt => _turns.Count == 0 ? null : _turns.Min.At;

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

    /// <summary>Makes of each channel what time made of it.</summary>
    public void Turn()
    {
        var now = time.GetUtcNow();
        while (_turns.Count > 0 && _turns.Min.At <= now)
        {
            var known = _known[new ChannelId(_turns.Min.Id)];
            Keep(known, known.At(now));
        }
    }

    private void Merge(ChannelSnapshot snapshot)
    {
        var known = Find(snapshot.Id);
        if (!_gone.Contains(snapshot.Id) && (known is null || known.Revision < snapshot.Revision))
        {
            Keep(known, snapshot.At(time.GetUtcNow()));
        }
    }

    private void Keep(ChannelSnapshot? before, ChannelSnapshot after)
    {
        _known[after.Id] = after;
        Replace(before, after);
    }

    private void Replace(ChannelSnapshot? before, ChannelSnapshot? after)
    {
        if (before?.TurnsAt is { } waited)
        {
            _turns.Remove((waited, before.Id.Value));
        }

        if (after?.TurnsAt is { } due)
        {
            _turns.Add((due, after.Id.Value));
        }

        _ordered.Replace(before, after);
        onChange?.Invoke(before, after);
    }
}
