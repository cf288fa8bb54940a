using System.Globalization;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Access;

namespace Channels.App.Features.List;

/// <summary>The columns that the table can be sorted by.</summary>
public enum BoardColumn
{
    /// <summary>Oldest channel first, as on the cards.</summary>
    Created,
    Name,
    Status,
    Since,
}

/// <summary>In which order the channels come. Those with the same place in it come oldest first.</summary>
public sealed record BoardSort(BoardColumn Column = BoardColumn.Created, bool Descending = false) : IComparer<ChannelSnapshot>
{
    public static readonly BoardSort Default = new();

    /// <summary>Every order that presses on the columns lead to.</summary>
    public static readonly IReadOnlyList<BoardSort> All =
    [
        Default,
        .. new[] { BoardColumn.Name, BoardColumn.Status, BoardColumn.Since }
            .SelectMany(x => new[] { new BoardSort(x), new BoardSort(x, Descending: true) }),
    ];

    /// <summary>The orders that cards can have.</summary>
    public static readonly IReadOnlyList<BoardSort> OfCards = [.. Enum.GetValues<BoardOrder>().Select(Of)];

    private readonly CompareInfo _names = CultureInfo.CurrentCulture.CompareInfo;

    /// <summary>Names it in a list of choices.</summary>
    public string Key => Descending ? $"{Column}-" : $"{Column}";

    /// <summary>What is kept of it, for the cards.</summary>
    public BoardOrder Order => (Column, Descending) switch
    {
        (BoardColumn.Status, _) => BoardOrder.TroubleFirst,
        (BoardColumn.Name, _) => BoardOrder.Name,
        (_, true) => BoardOrder.Newest,
        _ => BoardOrder.Oldest,
    };

    /// <summary>Whether what happens to a channel gives it another place.</summary>
    public bool FollowsStatus => Column == BoardColumn.Status;

    // A new one, because each compares names as its own reader does.
    public static BoardSort OfKey(string? key) =>
        All.Concat(OfCards).FirstOrDefault(x => x.Key == key) is { } known ? new(known.Column, known.Descending) : Default;

    public static BoardSort Of(BoardOrder order) => order switch
    {
        BoardOrder.TroubleFirst => new(BoardColumn.Status),
        BoardOrder.Name => new(BoardColumn.Name),
        BoardOrder.Newest => new(BoardColumn.Created, Descending: true),
        _ => new(BoardColumn.Created),
    };

    /// <summary>The order after a press on a column: by it, then the other way round, then as at first.</summary>
    public BoardSort Press(BoardColumn column) =>
        column != Column ? new(column) : Descending ? Default : new(column, Descending: true);

    public int Compare(ChannelSnapshot? x, ChannelSnapshot? y)
    {
        var (a, b) = (x!, y!);
        var compared = Column switch
        {
            BoardColumn.Name => _names.Compare(a.Name, b.Name, CompareOptions.IgnoreCase),
            BoardColumn.Status => Place(a).CompareTo(Place(b)),
            BoardColumn.Since => a.Since.CompareTo(b.Since),
            _ => OldestFirst.Order.Compare(a, b),
        };
        return compared == 0 ? OldestFirst.Order.Compare(a, b) : Descending ? -compared : compared;
    }

    public bool Equals(BoardSort? other) => other is not null && (Column, Descending) == (other.Column, other.Descending);

    public override int GetHashCode() => HashCode.Combine(Column, Descending);

    // What needs somebody first comes first.
    private static int Place(ChannelSnapshot channel) =>
        channel.Removal is not null ? 4
        : channel.IsInTrouble ? 0
        : channel.Status switch { ChannelStatus.Disconnected => 1, ChannelStatus.Connecting => 2, _ => 3 };
}
