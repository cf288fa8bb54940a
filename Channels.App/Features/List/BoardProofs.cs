using Channels.App.Features.List.Cards;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;

namespace Channels.App.Features.List;

/// <summary>
/// What one page knows of the proofs behind its channels' statuses, and which of them it shows: whatever shows one says
/// so, and only of those the browser is told.
/// </summary>
public sealed class BoardProofs
{
    private readonly Dictionary<ChannelId, ChannelProof> _known = [];
    private readonly Dictionary<ChannelId, int> _shown = [];
    private Dictionary<ChannelId, ChannelOutlook> _outlooks = [];
    private IReadOnlyList<ChannelOutlook> _taken = [];
    private IReadOnlyList<OfferedMethod> _methods = [];

    /// <summary>Of the channels that are shown.</summary>
    public IEnumerable<ChannelProof> Shown => _shown.Keys.Where(_known.ContainsKey).Select(id => _known[id]);

    public ChannelProof Of(ChannelId id) => _known.GetValueOrDefault(id) ?? ChannelProof.None(id);

    /// <summary>After how long without a confirmation that is worth saying; null where nothing confirms.</summary>
    public TimeSpan? PatienceWith(ConnectionMethod method) =>
        _methods.FirstOrDefault(x => x.Method == method)?.ConfirmsEvery * 2;

    public bool IsShown(ChannelId id) => _shown.ContainsKey(id);

    /// <summary>A channel is shown until this is disposed.</summary>
    public ShownProof Show(ChannelId id, DateTimeOffset now)
    {
        _shown[id] = _shown.GetValueOrDefault(id) + 1;
        return new ShownProof(this, id, now);
    }

    internal void Hide(ChannelId id)
    {
        if (--_shown[id] == 0)
        {
            _shown.Remove(id);
        }
    }

    public void Load(ChannelList list)
    {
        _methods = list.Methods;
        Apply(list.Proofs);
        Take(list.Outlooks);
    }

    public ChannelOutlook? OutlookOf(ChannelId id) => _outlooks.GetValueOrDefault(id);

    /// <returns>Whether they are others than before.</returns>
    public bool Take(IReadOnlyList<ChannelOutlook> outlooks)
    {
        if (ReferenceEquals(outlooks, _taken))
        {
            return false;
        }

        _taken = outlooks;
        _outlooks = outlooks.ToDictionary(x => x.Id);
        return true;
    }

    public void Apply(IEnumerable<ChannelProof> proofs)
    {
        foreach (var proof in proofs)
        {
            _known[proof.Id] = Of(proof.Id).Later(proof);
        }
    }

    /// <summary>The channels are gone.</summary>
    public void Forget(IEnumerable<ChannelId> gone)
    {
        foreach (var id in gone)
        {
            _known.Remove(id);
        }
    }
}
