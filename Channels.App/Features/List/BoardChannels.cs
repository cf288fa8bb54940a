using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases.Board;

namespace Channels.App.Features.List;

/// <summary>
/// The channels and the contracted limit as the board knows them, and those of them that its filter lets through. A
/// change costs what changed, not what is known.
/// </summary>
public sealed class BoardChannels
{
    private readonly Action<ChannelSnapshot?, ChannelSnapshot?>? _onChange;
    private readonly KnownChannels _known;
    private readonly OrderedChannels _leaving = new(BoardSort.Default);
    private readonly OrderedChannels _troubled = new(new BoardSort(BoardColumn.Since));
    private OrderedChannels _matching = new(BoardSort.Default);
    private int? _pushedLimit;

    /// <inheritdoc cref="KnownChannels"/>
    public BoardChannels(TimeProvider time, Action<ChannelSnapshot?, ChannelSnapshot?>? onChange = null)
    {
        _onChange = onChange;
        _known = new KnownChannels(time, Note);
    }

    /// <summary>Oldest first; those being removed too.</summary>
    public IReadOnlyList<ChannelSnapshot> Ordered => _known.Ordered;

    /// <summary>What the filter lets through, sorted.</summary>
    public IReadOnlyList<ChannelSnapshot> Matching => _matching;

    /// <summary>Of what the filter's text lets through.</summary>
    public BoardCounts Counts { get; private set; }

    public BoardFilter Filter { get; private set; } = BoardFilter.None;

    public BoardSort Sort { get; private set; } = BoardSort.Default;

    /// <summary>Those being removed: they are still shown, but no longer count.</summary>
    public IReadOnlyList<ChannelSnapshot> Leaving => _leaving;

    public int Limit { get; private set; }

    /// <summary>How many count against the limit.</summary>
    public int Count => Ordered.Count - Leaving.Count;

    public bool HasRoom => Count < Limit;

    /// <inheritdoc cref="KnownChannels.TurnsAt"/>
    public DateTimeOffset? TurnsAt => _known.TurnsAt;

    /// <summary>Those in trouble, those longest so first.</summary>
    public IReadOnlyList<ChannelSnapshot> Troubled => _troubled;

    public ChannelSnapshot? Find(ChannelId id) => _known.Find(id);

    /// <summary>See <see cref="KnownChannels.Load"/>.</summary>
    public void Load(ChannelList list)
    {
        Limit = _pushedLimit ?? list.Limit;
        _known.Load(list.Channels);
    }

    public void Apply(ChannelChanges changes)
    {
        _pushedLimit = changes.Limit ?? _pushedLimit;
        Limit = changes.Limit ?? Limit;
        _known.Apply(changes);
    }

    /// <inheritdoc cref="KnownChannels.Turn"/>
    public void Turn() => _known.Turn();

    public void Choose(BoardFilter filter)
    {
        var sameText = filter.Text == Filter.Text;
        Filter = filter;
        _matching.Fill(Ordered.Where(filter.Lets));
        if (!sameText)
        {
            Counts = Ordered.Where(filter.LetsText).Aggregate(default(BoardCounts), (counts, x) => counts.With(x, 1));
        }
    }

    public void Choose(BoardSort sort)
    {
        var sorted = new OrderedChannels(sort);
        sorted.Fill(_matching);
        (Sort, _matching) = (sort, sorted);
    }

    /// <summary>
    /// The first of what the filter lets through, and in their places among them those that are held: the reader is at
    /// something with them, and they stay until that is done.
    /// </summary>
    public IEnumerable<ChannelSnapshot> Page(int size, IEnumerable<ChannelId> held)
    {
        List<ChannelSnapshot> first = [.. _matching.Take(size)];
        List<ChannelSnapshot> kept =
            [.. held.Distinct().Select(Find).OfType<ChannelSnapshot>().Where(x => !first.Exists(shown => shown.Id == x.Id))];
        return kept.Count == 0 ? first : first.Concat(kept).Order(Sort);
    }

    private void Note(ChannelSnapshot? before, ChannelSnapshot? after)
    {
        _leaving.Replace(If(x => x.Removal is not null, before), If(x => x.Removal is not null, after));
        _troubled.Replace(If(x => x.IsInTrouble, before), If(x => x.IsInTrouble, after));
        _matching.Replace(If(Filter.Lets, before), If(Filter.Lets, after));
        Counts = Counted(before, -1);
        Counts = Counted(after, 1);
        _onChange?.Invoke(before, after);
    }

    private BoardCounts Counted(ChannelSnapshot? channel, int by) =>
        channel is not null && Filter.LetsText(channel) ? Counts.With(channel, by) : Counts;

    private static ChannelSnapshot? If(Func<ChannelSnapshot, bool> holds, ChannelSnapshot? channel) =>
        channel is not null && holds(channel) ? channel : null;
}
