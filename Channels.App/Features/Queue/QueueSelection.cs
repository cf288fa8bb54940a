using Channels.Domain.Sending;

namespace Channels.App.Features.Queue;

/// <summary>The messages that somebody chose to decide about. One that is over by now is chosen no longer.</summary>
public sealed class QueueSelection
{
    private readonly HashSet<Guid> _ids = [];
    private IReadOnlyList<QueuedMessage> _shown = [];

    /// <summary>All of the part are meant, also those that are not shown.</summary>
    public bool IsWhole { get; private set; }

    public IReadOnlyList<QueuedMessage> Chosen => [.. _shown.Where(x => _ids.Contains(x.Id))];

    public bool HasAny => _ids.Count > 0;

    /// <summary>Everything that is shown and can be decided about is chosen.</summary>
    public bool HasAllShown => HasAny && _shown.Where(CanChoose).All(x => _ids.Contains(x.Id));

    public bool CanChooseAny => _shown.Any(CanChoose);

    public static bool CanChoose(QueuedMessage message) => message.State is SendState.Queued or SendState.Undecided or SendState.Uncertain;

    public bool Has(Guid id) => _ids.Contains(id);

    public void Load(IReadOnlyList<QueuedMessage> shown)
    {
        _shown = shown;
        _ids.IntersectWith(shown.Where(CanChoose).Select(x => x.Id));
        IsWhole &= HasAny;
    }

    public void Choose(Guid id, bool chosen)
    {
        IsWhole = false;
        _ = chosen ? _ids.Add(id) : _ids.Remove(id);
    }

    public void ChooseShown(bool chosen)
    {
        Clear();
        if (chosen)
        {
            _ids.UnionWith(_shown.Where(CanChoose).Select(x => x.Id));
        }
    }

    public void ChooseWhole()
    {
        ChooseShown(true);
        IsWhole = true;
    }

    public void Clear()
    {
        _ids.Clear();
        IsWhole = false;
    }
}
