using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// What SQLite wants to be told on each connection, read-only ones too; the journal mode is the file's own, see
/// <see cref="PrepareDatabase"/>. <c>synchronous=FULL</c>: a commit that we answered for survives a
/// power cut too, since a WhatsApp session restored from an earlier moment is broken. <c>secure_delete=ON</c>: nobody finds
/// in the file what was deleted from it.
/// </summary>
internal sealed class ConnectionPragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA secure_delete=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
