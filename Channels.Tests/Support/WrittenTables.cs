using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Channels.Tests.Support;

/// <summary>Notes which tables each transaction wrote to.</summary>
internal sealed partial class WrittenTables : DbCommandInterceptor
{
    private readonly List<(DbTransaction? Transaction, string Table, IReadOnlyList<object?> Values)> _written = [];

    /// <summary>The tables of the last transaction that wrote this value to this table.</summary>
    public IReadOnlyCollection<string> With(string table, string value)
    {
        var transaction = _written.Last(x => x.Table == table && x.Values.Contains(value)).Transaction;
        Assert.NotNull(transaction);
        return [.. _written.Where(x => x.Transaction == transaction).Select(x => x.Table).Distinct()];
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Note(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Note(command, result));

    private InterceptionResult<T> Note<T>(DbCommand command, InterceptionResult<T> result)
    {
        object?[] values = [.. command.Parameters.Cast<DbParameter>().Select(x => x.Value)];
        _written.AddRange(Write().Matches(command.CommandText).Select(x => (command.Transaction, x.Groups[1].Value, (IReadOnlyList<object?>)values)));
        return result;
    }

    [GeneratedRegex(@"(?:INSERT INTO|UPDATE|DELETE FROM) ""(\w+)""")]
    private static partial Regex Write();
}
