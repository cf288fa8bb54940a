using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Channels.Tests.Support;

/// <summary>Breaks the database at one command, or at the commit that comes after the last.</summary>
internal sealed class FailingCommands : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int _left = int.MaxValue;

    /// <summary>The commit was the one that broke.</summary>
    public bool BrokeCommit { get; private set; }

    /// <summary>The <paramref name="n"/>th command from now on fails, or the commit where there are fewer.</summary>
    public void FailAt(int n) => (_left, BrokeCommit) = (n, false);

    public void Heal() => _left = int.MaxValue;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(result));

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        BrokeCommit = _left != int.MaxValue;
        return BrokeCommit ? throw new BrokenDatabaseException() : ValueTask.FromResult(result);
    }

    private InterceptionResult<T> Count<T>(InterceptionResult<T> result) =>
        _left != int.MaxValue && --_left == 0 ? throw new BrokenDatabaseException() : result;
}

internal sealed class BrokenDatabaseException() : IOException("The disk is gone.");
