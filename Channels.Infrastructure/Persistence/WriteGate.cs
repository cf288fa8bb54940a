namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Lets the process's writers into the database one at a time, in the order in which they came. SQLite has one
/// writer; waiting here costs no thread and no polling for its lock.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    // Waiters of WaitAsync are released in the order of their calls.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Runs <paramref name="work"/> as one transaction of <paramref name="db"/>; an exception rolls it back.</summary>
    public async Task<T> RunAsync<T>(ChannelsDbContext db, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // On SQLite this is BEGIN IMMEDIATE: what the work reads cannot change before it writes.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work();
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
