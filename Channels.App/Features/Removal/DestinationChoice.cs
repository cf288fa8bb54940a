using Channels.App.Live;
using Channels.Domain;

namespace Channels.App.Features.Removal;

/// <summary>The channels that could take over from one that is to be removed, live, and the one that was chosen.</summary>
public sealed class DestinationChoice(ChannelId source, TimeProvider time)
{
    private readonly KnownChannels _known = new(time);
    private bool _loaded;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ChannelSnapshot> All { get; private set; } = [];

    /// <summary>As the person saw it when they chose it: what it became since is for them to confirm.</summary>
    public ChannelSnapshot? Chosen { get; private set; }

    /// <summary>The name of the chosen one that went away; null once another one is chosen.</summary>
    public string? Lost { get; private set; }

    /// <summary>Takes what the store had. A choice that is still there stays, as it is now.</summary>
    public void Load(IReadOnlyList<ChannelSnapshot> destinations)
    {
        _known.Load(destinations);
        Find();
        Chosen = Chosen is null ? null : All.FirstOrDefault(x => x.Id == Chosen.Id);
        if (!_loaded && All.Count == 1)
        {
            Chosen = All[0];
        }

        _loaded = true;
    }

    public void Apply(ChannelChanges changes)
    {
        _known.Apply(changes);
        Find();
        if (Chosen is not null && All.All(x => x.Id != Chosen.Id))
        {
            (Lost, Chosen) = (Chosen.Name, null);
        }
    }

    public void Choose(ChannelSnapshot destination) => (Chosen, Lost) = (destination, null);

    public void Forget() => (Chosen, Lost) = (null, null);

    private void Find() => All = [.. _known.Ordered.Where(x => x.Id != source && x.Removal is null)];
}
