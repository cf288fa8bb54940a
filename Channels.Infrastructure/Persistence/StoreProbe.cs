using Channels.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Tries a small write every ten seconds, so that what nobody writes to is known to take writes, or not. Keeps a connection
/// of its own meanwhile: with the last one SQLite deletes the index of its log, and without room for a new one not even
/// reading works.
/// </summary>
internal sealed partial class StoreProbe(
    IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, DataFolder folder, TimeProvider time, ILogger<StoreProbe> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <exception cref="StoreUnavailable">It takes none.</exception>
    public async Task TryAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await gate.ProbeAsync(db, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var held = new SqliteConnection($"Data Source={folder.Database};Mode=ReadWrite;Pooling=False");
        await held.OpenAsync(stoppingToken);
        await ReadAsync(held, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TryAsync(stoppingToken);
            }
            catch (StoreUnavailable)
            {
                // The gate told it.
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, problem);
            }
        }
    }

    // Only what reads has the index open.
    private static async Task ReadAsync(SqliteConnection held, CancellationToken cancellationToken)
    {
        await using var command = held.CreateCommand();
        command.CommandText = "PRAGMA schema_version";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The store could not be tried")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
