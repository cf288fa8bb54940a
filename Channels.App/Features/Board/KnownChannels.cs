using Channels.App.Live;
using Channels.Domain;

namespace Channels.App.Features.Board;

/// <summary>
/// The instances as one viewer knows them. What is read and what is pushed may arrive in any order: the higher revision
/// wins, and an instance that is gone stays gone.
/// </summary>
public sealed class KnownChannels
{
    private readonly Dictionary<ChannelId, ChannelSnapshot> _known = [];
    private readonly HashSet<ChannelId> _gone = [];

    /// <summary>Oldest first; those being removed too.</summary>
    public IReadOnlyList<ChannelSnapshot> Ordered { get; private set; } = [];

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

        Order();
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
            _known.Remove(id);
        }

        Order();
    }

    private void Merge(ChannelSnapshot snapshot)
    {
        if (!_gone.Contains(snapshot.Id)
            && (!_known.TryGetValue(snapshot.Id, out var known) || known.Revision < snapshot.Revision))
        {
            _known[snapshot.Id] = snapshot;
        }
    }

    private void Order() => Ordered = [.. _known.Values.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id.Value)];
}
