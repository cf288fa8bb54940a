using System.Globalization;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Lets the process's writers into the database one at a time, in the order in which they came. SQLite has one
/// writer; waiting here costs no thread and no polling for its lock. Here alone is known whether writes succeed.
/// </summary>
internal sealed class WriteGate(StoreSignal signal) : IStoreWrites, IDisposable
{
    // Waiters of WaitAsync are released in the order of their calls.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _probes;
    private long _count;

    /// <inheritdoc/>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Runs <paramref name="work"/> as one transaction of <paramref name="db"/>; an exception rolls it back.</summary>
    /// <exception cref="StoreUnavailable">The store takes no writes; nothing of the work is kept.</exception>
    public Task<T> RunAsync<T>(ChannelsDbContext db, Func<Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(db, work, isWrite: false, cancellationToken);

    /// <summary>Writes a number that means nothing into the head of the file, to see whether that can be done.</summary>
    /// <exception cref="StoreUnavailable">It cannot.</exception>
    public Task ProbeAsync(ChannelsDbContext db, CancellationToken cancellationToken)
    {
        // Another one each time, as SQLite does not write what stands there already.
        var number = 1 + (Interlocked.Increment(ref _probes) & 0xFFFF);
        var write = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}");
        return RunAsync(db, () => db.Database.ExecuteSqlRawAsync(write, cancellationToken), isWrite: true, cancellationToken);
    }

    /// <summary>Moves all that was written into the database file, and empties the log of writes.</summary>
    /// <returns>False where a reader is still in the way.</returns>
    public async Task<bool> TruncateLogAsync(ChannelsDbContext db, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var busy = await db.Database.SqlQueryRaw<int>("PRAGMA wal_checkpoint(TRUNCATE)").ToListAsync(cancellationToken);
            return busy[0] == 0;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <param name="isWrite">It writes something for certain; otherwise the count of changed rows tells.</param>
    private async Task<T> RunAsync<T>(ChannelsDbContext db, Func<Task<T>> work, bool isWrite, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Open from here on, so that its rows are counted on one connection.
            await db.Database.OpenConnectionAsync(cancellationToken);
            var before = ChangedRows(db);
            var result = await TransactAsync(db, work, cancellationToken);
            if (isWrite || ChangedRows(db) != before)
            {
                await signal.WroteAsync();
            }

            return result;
        }
        catch (Exception problem) when (StoreTroubles.Of(problem) is { } trouble)
        {
            await signal.FailedAsync(trouble, problem);
            throw new StoreUnavailable(trouble, problem);
        }
        finally
        {
            Interlocked.Increment(ref _count);
            await db.Database.CloseConnectionAsync();
            _turn.Release();
        }
    }

    private static async Task<T> TransactAsync<T>(ChannelsDbContext db, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        // On SQLite this is BEGIN IMMEDIATE: what the work reads cannot change before it writes.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await work();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static int ChangedRows(ChannelsDbContext db) =>
        SQLitePCL.raw.sqlite3_total_changes(((SqliteConnection)db.Database.GetDbConnection()).Handle);
}
