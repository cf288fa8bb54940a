using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>A data folder as an earlier version left it, made from a dump in <c>Landed/</c> and the key of its secrets, and upgraded.</summary>
internal sealed class LandedFolder : IAsyncDisposable
{
    private static readonly string Landed = Path.Combine(AppContext.BaseDirectory, "Infrastructure", "Persistence", "Landed");

    private readonly DataFolder _folder = new(Scratch.CreateFolder("channels-landed-"));
    private readonly Dictionary<string, IReadOnlyList<string>> _before = [];

    private LandedFolder()
    {
    }

    public Workbench Bench { get; private set; } = null!;

    /// <param name="moved">Columns whose values are elsewhere by now.</param>
    public static async Task<LandedFolder> UpgradeAsync(string dump, params string[] moved)
    {
        var landed = new LandedFolder();
        landed._folder.Create();
        foreach (var key in Directory.GetFiles(Landed, "key-*.xml"))
        {
            File.Copy(key, Path.Combine(landed._folder.Keys, Path.GetFileName(key)));
        }

        await landed.ReadAsync(await File.ReadAllTextAsync(Path.Combine(Landed, dump), Workbench.Cancellation));
        foreach (var table in await landed.ReadAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name <> 'sqlite_sequence'"))
        {
            var columns = string.Join(", ", (await landed.ReadAsync($"SELECT name FROM pragma_table_info('{table}')")).Except(moved).Select(x => $"quote(\"{x}\")"));
            var query = $"SELECT {columns} FROM \"{table}\"";
            landed._before[query] = await landed.ReadAsync(query);
        }

        landed.Bench = new Workbench(folder: landed._folder.Path);
        await landed.Bench.InitializeAsync();
        return landed;
    }

    public async Task AssertKeptAsync()
    {
        foreach (var (query, rows) in _before)
        {
            // The tables that the identity library asks for, and this console never fills.
            Assert.True(rows.Count > 0 || query.Contains("\"AspNet", StringComparison.Ordinal), $"nothing to keep: {query}");
            Assert.Equal(rows.Order(StringComparer.Ordinal), (await ReadAsync(query)).Order(StringComparer.Ordinal));
        }

        Assert.Equal(["ok"], await ReadAsync("PRAGMA integrity_check"));
        Assert.Empty(await ReadAsync("PRAGMA foreign_key_check"));
    }

    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        await connection.OpenAsync(Workbench.Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Workbench.Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Workbench.Cancellation))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        Directory.Delete(_folder.Path, recursive: true);
    }
}
