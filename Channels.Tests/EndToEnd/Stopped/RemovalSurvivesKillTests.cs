using System.Diagnostics;
using Channels.Domain;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>A removal of many conversations, while the app is killed again and again in the middle of it.</summary>
public sealed class RemovalSurvivesKillTests
{
    private const int Closed = 60_000;
    private const int Open = 2_000;
    private const int OpenOnBothSides = 700;
    private const int Items = 3_000;
    private const int Batch = 5_000;

    private const string Conversations =
        "\"Id\", \"Contact\", \"ContactName\", \"OpenedAt\", \"LastMessageAt\"";

    private const string LinkedItems = "\"Id\", \"Kind\", \"Title\", \"State\", \"DueAt\"";

    [Fact]
    public Task KilledAgainAndAgain_NothingIsLost_AndItEndsByItself() => KillAsync(kills: 5);

    /// <summary>
    /// The long run, with the seed that it prints:
    /// <c>dotnet run --project Channels.Tests -- -explicit only -class Channels.Tests.EndToEnd.Stopped.RemovalSurvivesKillTests -showLiveOutput</c>.
    /// </summary>
    [Fact(Explicit = true)]
    public Task KilledTwentyTimes_NothingIsLost_AndItEndsByItself() => KillAsync(kills: 20);

    private static async Task KillAsync(int kills)
    {
        // Nobody answers for WhatsApp, so that the end of the device stays to be told.
        await using var app = RunningApp.Create(("WhatsAppWeb:ServerUrl", "ws://127.0.0.1:1/ws/chat"));
        var before = Path.Combine(app.DataFolder, "before.db");
        var (first, owner) = await FillAsync(app.DataFolder, before);
        List<ChannelId> removed = [first];

        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var midway = 0;
        for (var started = 0; midway < kills; started++)
        {
            Assert.InRange(started, 0, 3 * kills);
            if (!await IsRemovingAsync(app.DataFolder))
            {
                // All followed before it could be killed often enough: its heir goes too.
                removed.Add(owner);
                owner = await RemoveAsync(app.DataFolder, owner);
            }

            app.Begin();
            await UntilABatchMovedAsync(app);
            await Task.Delay(random.Next(100), TestContext.Current.CancellationToken);
            await app.KillAsync();
            midway += await AssertNothingLostAsync(app.DataFolder) ? 1 : 0;
        }

        await app.StartAgainAsync();
        await UntilAsync(async () => !await IsRemovingAsync(app.DataFolder), app);
        await UntilAsync(async () => await NumberAsync(app.DataFolder, "SELECT count(*) FROM Jobs WHERE Attempts > 0") == removed.Count, app);
        await app.KillAsync();

        await AssertAsBeforeAsync(app.DataFolder, before);
        await AssertEndedAsync(app.DataFolder, removed, owner);
    }

    /// <summary>A channel with everything on it, whose removal to another one has just begun.</summary>
    private static async Task<(ChannelId Removed, ChannelId Owner)> FillAsync(string folder, string copy)
    {
        await using var bench = new Workbench(folder: folder);
        await bench.InitializeAsync();
        var a = (await bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        var b = (await bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;
        await bench.Services.GetRequiredService<ISessionKeys>().SaveCredentialsAsync(a, "{}", Workbench.Cancellation);
        await ExecuteAsync(
            folder,
            $"""
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {Closed + Open})
            INSERT INTO Contacts (Id, Number) SELECT printf('C0000000-0000-7000-8000-%012X', x), 5511900000000 + x FROM n;
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {Closed + Open})
            INSERT INTO Conversations (Id, Channel, Contact, ContactName, IsOpen, OpenedAt, LastMessageAt)
            SELECT printf('%08X-0000-7000-8000-%012X', x * 2654435761 % 4294967296, x), '{Text(a)}', printf('C0000000-0000-7000-8000-%012X', x),
                'Cliente ' || x, x <= {Open}, 638000000000000000 + x, 638000000000000000 + 2 * x
            FROM n;
            INSERT INTO Conversations (Id, Channel, Contact, ContactName, IsOpen, OpenedAt, LastMessageAt)
            SELECT 'F' || substr(v.Id, 2, 7) || '-0001' || substr(v.Id, 14), '{Text(b)}', Contact, 'Lá', 1, OpenedAt, LastMessageAt
            FROM Conversations AS v JOIN Contacts AS c ON c.Id = v.Contact
            WHERE IsOpen AND CAST(c.Number AS INTEGER) <= 5511900000000 + {OpenOnBothSides};
            WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {Items})
            INSERT INTO LinkedItems (Id, Kind, Channel, Title, State)
            SELECT printf('%08X-0000-7000-8000-%012X', x, x),
                CASE x % 4 WHEN 0 THEN 'Prompt' WHEN 1 THEN 'FollowUp' WHEN 2 THEN 'Schedule' ELSE 'Integration' END,
                '{Text(a)}', 'Item ' || x, CASE WHEN x % 4 = 3 OR x % 3 = 0 THEN 'Active' ELSE 'Finished' END
            FROM n;
            VACUUM INTO '{copy}'
            """);
        await bench.RemoveAsync(a, b);
        await BeDueAsync(folder);
        return (a, b);
    }

    private static async Task<ChannelId> RemoveAsync(string folder, ChannelId id)
    {
        await using var bench = new Workbench(folder: folder);
        await bench.InitializeAsync();
        var heir = (await bench.CreateAsync($"Herdeira {Guid.NewGuid():N}")).Id;
        await bench.Services.GetRequiredService<ISessionKeys>().SaveCredentialsAsync(id, "{}", Workbench.Cancellation);
        await bench.RemoveAsync(id, heir);
        await BeDueAsync(folder);
        return heir;
    }

    // The clock of the bench stands still somewhere; the app's does not, and gives up after a week.
    private static Task BeDueAsync(string folder) => ExecuteAsync(
        folder, $"UPDATE Jobs SET CreatedAt = {DateTimeOffset.UtcNow.UtcTicks}, NextTryAt = 0 WHERE Attempts = 0");

    private static async Task UntilABatchMovedAsync(RunningApp app)
    {
        var before = await MovedAsync(app.DataFolder);
        await UntilAsync(async () => await MovedAsync(app.DataFolder) != before, app);
    }

    /// <returns>Whether something is still to follow.</returns>
    private static async Task<bool> AssertNothingLostAsync(string folder)
    {
        Assert.Equal(Closed + Open + OpenOnBothSides, await NumberAsync(folder, "SELECT count(*) FROM Conversations"));
        Assert.Equal(Items, await NumberAsync(folder, "SELECT count(*) FROM LinkedItems"));
        if (!await IsRemovingAsync(folder))
        {
            return false;
        }

        var left = await NumberAsync(
            folder,
            """
            SELECT (SELECT count(*) FROM Conversations v WHERE v.Channel = c.Id) + (SELECT count(*) FROM LinkedItems i WHERE i.Channel = c.Id)
            FROM Channels c WHERE c.Removal_StartedAt IS NOT NULL
            """);
        var untold = await NumberAsync(folder, "SELECT Removal_Total - Removal_Moved FROM Channels WHERE Removal_StartedAt IS NOT NULL");
        Assert.Equal(untold, left);
        Assert.Equal(0, await NumberAsync(folder, "SELECT Removal_Moved FROM Channels WHERE Removal_StartedAt IS NOT NULL") % Batch);
        return left > 0;
    }

    /// <summary>The same conversations and items, except for the channel, and for those that go on in another.</summary>
    private static async Task AssertAsBeforeAsync(string folder, string copy)
    {
        Assert.Equal(0, await DifferentAsync(folder, copy, Conversations, "Conversations"));
        Assert.Equal(0, await DifferentAsync(folder, copy, LinkedItems, "LinkedItems"));
        Assert.Equal(
            OpenOnBothSides,
            await NumberAsync(
                folder,
                """
                SELECT count(*) FROM Conversations x JOIN Conversations y ON y.Id = x.ContinuesIn
                WHERE NOT x.IsOpen AND y.IsOpen AND y.Contact = x.Contact AND y.ContactName = 'Lá'
                """));
        Assert.Equal(
            OpenOnBothSides,
            await NumberAsync(
                folder,
                """
                SELECT count(*) FROM Conversations x JOIN before.Conversations y ON y.Id = x.Id
                WHERE x.IsOpen <> y.IsOpen OR x.ContinuesIn IS NOT y.ContinuesIn
                """,
                copy));
    }

    private static async Task AssertEndedAsync(string folder, List<ChannelId> removed, ChannelId owner)
    {
        Assert.Equal([Text(owner)], await Tools.QueryAsync(folder, "SELECT Id FROM Channels"));
        Assert.Equal([Text(owner)], await Tools.QueryAsync(folder, "SELECT DISTINCT Channel FROM Conversations"));
        Assert.Equal(
            [$"1|{Text(owner)}"],
            await Tools.QueryAsync(folder, "SELECT DISTINCT Kind <> 'Integration', Channel FROM LinkedItems WHERE Channel IS NOT NULL"));
        var gone = removed.Select(Text).Order().ToList();
        Assert.Equal(gone, await Tools.QueryAsync(folder, "SELECT Channel FROM Receipts WHERE FinishedAt IS NOT NULL ORDER BY Channel"));
        Assert.Equal(gone, await Tools.QueryAsync(folder, "SELECT Channel FROM Jobs WHERE NOT GivenUp ORDER BY Channel"));
        Assert.Equal(gone, await Tools.QueryAsync(folder, "SELECT DISTINCT Channel FROM SessionKeys ORDER BY Channel"));
        Assert.Equal(gone, await Tools.QueryAsync(folder, "SELECT Channel FROM History WHERE Kind = 'Removed' ORDER BY Channel"));
        Assert.Equal(
            gone.Select(x => $"{x}|{Text(owner)}"), await Tools.QueryAsync(folder, "SELECT \"From\", \"To\" FROM Redirects ORDER BY \"From\""));
        Assert.Equal(["ok"], await Tools.QueryAsync(folder, "PRAGMA integrity_check"));
    }

    private static string Text(ChannelId id) => id.ToString().ToUpperInvariant();

    private static async Task<bool> IsRemovingAsync(string folder) =>
        await NumberAsync(folder, "SELECT count(*) FROM Channels WHERE Removal_StartedAt IS NOT NULL") > 0;

    private static Task<long> MovedAsync(string folder) =>
        NumberAsync(folder, "SELECT coalesce(sum(Removal_Moved), -1) FROM Channels WHERE Removal_StartedAt IS NOT NULL");

    private static Task<long> DifferentAsync(string folder, string copy, string columns, string table) => NumberAsync(
        folder,
        $"""
        SELECT (SELECT count(*) FROM (SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM before.{table}))
            + (SELECT count(*) FROM (SELECT {columns} FROM before.{table} EXCEPT SELECT {columns} FROM main.{table}))
        """,
        copy);

    /// <summary>Looks without writing: the app is to find what it left when it was killed.</summary>
    private static async Task<long> NumberAsync(string folder, string sql, string? before = null)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "channels.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = before is null ? sql : $"ATTACH '{before}' AS before; {sql}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(string folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "channels.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> reached, RunningApp app)
    {
        var watch = Stopwatch.StartNew();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await reached())
        {
            Assert.True(watch.Elapsed < Patience.Limit, app.Printed);
            await again.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
