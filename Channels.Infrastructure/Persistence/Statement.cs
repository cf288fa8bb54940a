using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Channels.Infrastructure.Persistence;

/// <summary>A statement that runs for many rows of a transaction and is prepared once.</summary>
internal sealed class Statement : IAsyncDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="sql">With a <c>$name</c> for each of its values.</param>
    public Statement(ChannelsDbContext db, string sql)
    {
        _command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        _command.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        _command.CommandText = sql;
    }

    public Task<int> RunAsync(CancellationToken cancellationToken, params ReadOnlySpan<(string Name, object Value)> values)
    {
        _command.Parameters.Clear();
        foreach (var (name, value) in values)
        {
            _command.Parameters.AddWithValue(name, value);
        }

        return _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();
}
