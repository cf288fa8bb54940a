using Microsoft.Data.Sqlite;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// A copy of the database as it is at one moment. What messages say is left out unless it is asked for, and what was not dealt
/// with yet with it: the copy could be opened for longer than they are to be kept. Its event log is another one.
/// </summary>
internal static class DatabaseCopy
{
    // As EF writes a Guid.
    private const string NewLog =
        """
        UPDATE "EventLogs" SET "Id" = upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-a' || substr(h, 18, 3) || '-' || substr(h, 21, 12))
        FROM (SELECT hex(randomblob(16)) AS h);
        """;

    private static readonly string[] Contents = ["MessageContents", "ContentKeys", "Inbox"];

    public static async Task WriteAsync(string database, string copy, bool withContents, CancellationToken cancellationToken)
    {
        await RunAsync(database, "VACUUM INTO $copy", cancellationToken, ("$copy", copy));
        var tables = await ListTablesAsync(copy, cancellationToken);
        if (tables.Contains("EventLogs"))
        {
            await RunAsync(copy, NewLog, cancellationToken);
        }

        if (!withContents && Contents.All(tables.Contains))
        {
            // And no page of the copy remembers them.
            var delete = string.Concat(Contents.Select(x => $"DELETE FROM \"{x}\"; "));
            await RunAsync(copy, $"PRAGMA secure_delete=ON; {delete}UPDATE \"MetaNotices\" SET \"Sealed\" = NULL; VACUUM", cancellationToken);
        }
    }

    private static async Task<HashSet<string>> ListTablesAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(file, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task RunAsync(string file, string sql, CancellationToken cancellationToken, params (string Name, string Value)[] parameters)
    {
        await using var connection = await OpenAsync(file, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<SqliteConnection> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(source.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
