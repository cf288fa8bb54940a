using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases;

namespace Channels.App.Features.Board;

/// <summary>The instances and the contracted limit as the board knows them.</summary>
public sealed class BoardChannels
{
    private readonly KnownChannels _known = new();
    private int? _pushedLimit;

    /// <summary>Oldest first; those being removed too.</summary>
    public IReadOnlyList<ChannelSnapshot> Ordered => _known.Ordered;

    /// <summary>Those being removed: they are still shown, but no longer count.</summary>
    public IReadOnlyList<ChannelSnapshot> Leaving { get; private set; } = [];

    public int Limit { get; private set; }

    /// <summary>How many count against the limit.</summary>
    public int Count => Ordered.Count - Leaving.Count;

    public bool HasRoom => Count < Limit;

    public ChannelSnapshot? Find(ChannelId id) => _known.Find(id);

    /// <summary>See <see cref="KnownChannels.Load"/>.</summary>
    public void Load(ChannelList list)
    {
        Limit = _pushedLimit ?? list.Limit;
        _known.Load(list.Channels);
        FindLeaving();
    }

    public void Apply(ChannelChanges changes)
    {
        _known.Apply(changes);
        _pushedLimit = changes.Limit ?? _pushedLimit;
        Limit = changes.Limit ?? Limit;
        FindLeaving();
    }

    private void FindLeaving() => Leaving = [.. Ordered.Where(c => c.Removal is not null)];
}
