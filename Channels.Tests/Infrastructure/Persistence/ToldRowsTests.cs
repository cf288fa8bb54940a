using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>A database from before what Meta tells had rows of its own: a restriction stood beside what was authorized.</summary>
public sealed class ToldRowsTests : IAsyncLifetime
{
    private const string Before = "OutagesAndBoardChoices";
    private const string After = "MetaEntry";

    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Upgrade_MovesEveryRestriction_AlsoOneThatIsStillToBeDealtWith()
    {
        await MigrateAsync(Before);

        await QueryAsync(
            $"""
            INSERT INTO MetaAccounts (Channel, Token, RegisterTries, AccountId, NumberId, RestrictedUntil, RestrictionToldAt) VALUES
                ('{Guid.NewGuid()}', x'00', 0, '11', '1', 500, 100), ('{Guid.NewGuid()}', x'00', 0, '11', '2', 400, 200),
                ('{Guid.NewGuid()}', x'00', 0, '22', '3', NULL, NULL), ('{Guid.NewGuid()}', x'00', 0, NULL, NULL, NULL, NULL);
            INSERT INTO MetaNotices (Key, ReceivedAt, Body) VALUES ('a', 1, NULL),
                ('b', 1, '{Notice}'), ('c', 1, '{Notice.Replace(",\"RestrictedUntil\":\"2026-11-25T15:00:00+00:00\"", "", StringComparison.Ordinal)}')
            """);

        await MigrateAsync(After);

        Assert.Equal(["11|Restriction|200|400"], await QueryAsync("SELECT About || '|' || Kind || '|' || ToldAt || '|' || Until FROM MetaTold"));
        Assert.Equal(["4"], await QueryAsync("SELECT COUNT(*) FROM MetaAccounts WHERE AuthorizedAt IS NULL AND IsCoexistence = 0"));
        Assert.Equal(
            ["Restriction 2026-11-25T15:00:00+00:00 2026-11-22T15:00:00+00:00", "  2026-11-22T15:00:00+00:00"],
            await QueryAsync("SELECT COALESCE(Body->>'$.Told.Kind', '') || ' ' || COALESCE(Body->>'$.Told.Until', '') || ' ' || (Body->>'$.At') FROM MetaNotices WHERE Body IS NOT NULL ORDER BY Id"));
    }

    // As the version before wrote it.
    private const string Notice =
        """{"Kind":"Hint","Field":"account_update","AccountId":"11","RestrictedUntil":"2026-11-25T15:00:00+00:00","At":"2026-11-22T15:00:00+00:00"}""";

    private async Task MigrateAsync(string migration)
    {
        await using var db = await _bench.OpenDatabaseAsync();
        await db.GetService<IMigrator>().MigrateAsync(migration, Workbench.Cancellation);
    }

    private Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(_bench.DataPath, sql);
}
