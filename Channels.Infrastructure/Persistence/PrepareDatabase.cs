using System.Globalization;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Migrations;
using Channels.Infrastructure.Persistence.Outbox;
using Channels.Infrastructure.Persistence.Upgrades;
using Channels.Infrastructure.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Persistence;

/// <summary>Brings the database to this version's shape, after a dated copy of what was there.</summary>
internal sealed partial class PrepareDatabase(
    IDbContextFactory<ChannelsDbContext> contexts,
    DataFolder folder,
    IEnumerable<IOldRows> oldRows,
    ContentKeys contents,
    OutboxSeal outbox,
    TimeProvider time,
    ILogger<PrepareDatabase> logger)
{
    private const int CopiesKept = 3;

    /// <exception cref="SettingsException">A newer version of the app wrote the database.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var existed = File.Exists(folder.Database);
        await OwnFileAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = existed ? (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet() : [];
        if (existed)
        {
            if (applied.FirstOrDefault(x => !known.Contains(x)) is { } unknown)
            {
                throw new SettingsException(
                    $"{folder.Database} was written by a newer version of Channels ({unknown}). Start that version, "
                    + $"or restore an earlier copy from {folder.Copies}.");
            }

            if (known.Count != applied.Count)
            {
                await CopyAsync(cancellationToken);
            }
        }

        if (known.Count != applied.Count)
        {
            await MigrateAsync(db, applied, cancellationToken);
            Log.Migrated(logger, folder.Database);
        }

        await SharedNumbers.TellApartAsync(db, contents, outbox, time, cancellationToken);
    }

    /// <summary>In steps, where rows have to be read and written by code in between. Killed at any point, it goes on from there.</summary>
    private async Task MigrateAsync(ChannelsDbContext db, HashSet<string> applied, CancellationToken cancellationToken)
    {
        if (!applied.Contains(OldColumns.Id))
        {
            await db.Database.MigrateAsync(MessageLog.Id, cancellationToken);
            foreach (var rows in oldRows)
            {
                await rows.CarryOverAsync(db, cancellationToken);
            }
        }

        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>
    /// Makes the file a WAL database, which a restored copy is not, and takes away the lock that a migration leaves
    /// behind when its process is killed: this process alone has the folder, so nobody can be holding it.
    /// </summary>
    private async Task OwnFileAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False;Default Timeout=5");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS "__EFMigrationsLock";""";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var copy = Path.Combine(folder.Copies, $"channels-{stamp}.db");
        File.Delete(copy);
        await DatabaseCopy.WriteAsync(folder.Database, copy, withContents: false, cancellationToken);
        Log.Copied(logger, copy);

        var old = Directory.GetFiles(folder.Copies, "channels-*.db").Order(StringComparer.Ordinal).SkipLast(CopiesKept);
        foreach (var file in old)
        {
            File.Delete(file);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Database {Path} is up to date")]
        public static partial void Migrated(ILogger logger, string path);

        [LoggerMessage(Level = LogLevel.Information, Message = "Copied the database to {Path} before changing its shape")]
        public static partial void Copied(ILogger logger, string path);
    }
}
