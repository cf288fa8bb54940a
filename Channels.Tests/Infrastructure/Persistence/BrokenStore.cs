using System.Data.Common;
using Channels.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>A database that fails at each commit as SQLite does, from <see cref="Break"/> on until it is healed.</summary>
internal sealed class BrokenStore : DbTransactionInterceptor
{
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int Full = 13;

    private volatile int _code;

    /// <param name="code">https://sqlite.org/rescode.html</param>
    public void Break(int code = Full) => _code = code;

    public void Heal() => _code = 0;

    public void AddTo(IServiceCollection services) =>
        services.ConfigureDbContext<ChannelsDbContext>(options => options.AddInterceptors(this));

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        _code == 0 ? ValueTask.FromResult(result) : throw new SqliteException("The test's own trouble.", _code);
}
