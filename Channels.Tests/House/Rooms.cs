using System.Text;

namespace Channels.Tests.House;

/// <summary>
/// The rooms of a project and who uses whom. A folder and the folders inside it are one room; the folders of
/// <c>Features</c>, <c>UseCases</c> and <c>Gateways</c> are a room each. What stands in no folder is the room ".".
/// </summary>
internal sealed class Rooms
{
    private static readonly string[] Corridors = ["Features", "UseCases", "Gateways"];
    private readonly Dictionary<(string From, string To), List<string>> _doors;

    /// <param name="assemblyFile">Its file's name is its root namespace.</param>
    /// <param name="except">Uses that do not count.</param>
    public Rooms(string assemblyFile, Func<(string From, string To), bool>? except = null)
    {
        var root = Path.GetFileNameWithoutExtension(assemblyFile);
        _doors = TypeUses.Of(assemblyFile)
            .Where(use => except is null || !except(use))
            .Select(use => (From: RoomOf(use.From, root), To: RoomOf(use.To, root), Use: $"{Simple(use.From)} > {Simple(use.To)}"))
            .Where(x => x is { From: not null, To: not null } && x.From != x.To)
            .GroupBy(x => (x.From!, x.To!), x => x.Use)
            .ToDictionary(x => x.Key, x => x.Order(StringComparer.Ordinal).ToList());
    }

    /// <summary>Rooms that reach one another by any way round, each circle in one line.</summary>
    public IReadOnlyList<string> Circles()
    {
        var reached = _doors.Keys.SelectMany(x => new[] { x.From, x.To }).Distinct().ToDictionary(x => x, ReachedFrom);
        return
        [
            .. reached.Keys.Where(x => reached[x].Contains(x))
                .Select(x => string.Join(", ", reached.Keys.Where(y => reached[x].Contains(y) && reached[y].Contains(x)).Order(StringComparer.Ordinal)))
                .Distinct(),
        ];
    }

    /// <summary>Each room and the rooms that it uses, with how many pairs of types, and the circles.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var room in _doors.GroupBy(x => x.Key.From).OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            text.Append("  ").Append(room.Key).Append(" -> ").AppendJoin(", ", room
                .OrderBy(x => x.Key.To, StringComparer.Ordinal).Select(x => $"{x.Key.To} ({x.Value.Count})")).AppendLine();
        }

        text.Append("  circles: ").AppendJoin("; ", Circles().DefaultIfEmpty("none")).AppendLine();
        return text.ToString();
    }

    private HashSet<string> ReachedFrom(string room)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>([room]);
        while (next.TryPop(out var from))
        {
            foreach (var (_, to) in _doors.Keys.Where(x => x.From == from && reached.Add(x.To)))
            {
                next.Push(to);
            }
        }

        return reached;
    }

    /// <summary>Null for what the compiler keeps outside of every namespace.</summary>
    private static string? RoomOf(string type, string root)
    {
        var dot = type.LastIndexOf('.');
        if (dot < 0 || !type.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        var folders = type[..dot][root.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries);
        return folders.Length == 0 ? "." : string.Join('/', folders.Take(Corridors.Contains(folders[0]) ? 2 : 1));
    }

    private static string Simple(string type) => type[(type.LastIndexOf('.') + 1)..];
}
