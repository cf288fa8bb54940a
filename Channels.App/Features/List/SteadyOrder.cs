using Channels.Domain;

namespace Channels.App.Features.List;

/// <summary>While it holds, every channel keeps its place among those that are shown, whatever the sorting says: somebody points there.</summary>
public sealed class SteadyOrder
{
    private IReadOnlyList<ChannelSnapshot> _last = [];

    public bool Holds { get; set; }

    /// <summary>New ones come last.</summary>
    public IReadOnlyList<ChannelSnapshot> Of(IReadOnlyList<ChannelSnapshot> sorted)
    {
        if (Holds)
        {
            var places = _last.Select((x, place) => (x.Id, place)).ToDictionary(x => x.Id, x => x.place);
            sorted = [.. sorted.OrderBy(x => places.GetValueOrDefault(x.Id, int.MaxValue))];
        }

        return _last = sorted;
    }
}
