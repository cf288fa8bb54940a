using System.Collections;
using Channels.Domain;

namespace Channels.App.Live;

/// <summary>Channels kept in order change by change: one among a thousand moves without the others being sorted again.</summary>
/// <param name="order">No two different channels are equal in it.</param>
public sealed class OrderedChannels(IComparer<ChannelSnapshot> order) : IReadOnlyList<ChannelSnapshot>
{
    private readonly List<ChannelSnapshot> _items = [];

    public int Count => _items.Count;

    public ChannelSnapshot this[int index] => _items[index];

    /// <param name="before">The channel as it was in the list, if it was.</param>
    /// <param name="after">As it is, if it is to be in the list.</param>
    public void Replace(ChannelSnapshot? before, ChannelSnapshot? after)
    {
        var at = before is null ? -1 : _items.BinarySearch(before, order);
        if (at >= 0 && after is not null && order.Compare(before!, after) == 0)
        {
            _items[at] = after;
            return;
        }

        if (at >= 0)
        {
            _items.RemoveAt(at);
        }

        if (after is not null)
        {
            _items.Insert(~_items.BinarySearch(after, order), after);
        }
    }

    public void Fill(IEnumerable<ChannelSnapshot> channels)
    {
        _items.Clear();
        _items.AddRange(channels);
        _items.Sort(order);
    }

    public IEnumerator<ChannelSnapshot> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
