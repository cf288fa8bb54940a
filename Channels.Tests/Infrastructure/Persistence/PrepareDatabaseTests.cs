using Channels.Infrastructure;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

public sealed class PrepareDatabaseTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Prepare_MigrationDue_CopiesFirstAndKeepsThree()
    {
        await _bench.CreateAsync("Vendas");
        var prepare = _bench.Services.GetRequiredService<PrepareDatabase>();
        for (var i = 0; i < 5; i++)
        {
            _bench.Time.Advance(TimeSpan.FromDays(1));
            await ForgetLastMigrationAsync();

            // The tables are there already, so the migration itself cannot run; the copy is made before it.
            await Assert.ThrowsAsync<SqliteException>(() => prepare.RunAsync(Workbench.Cancellation));
        }

        var copies = Directory.GetFiles(Path.Combine(_bench.DataPath, "copies")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, copies.Count);
        Assert.EndsWith("channels-20261127-150000.db", copies[2], StringComparison.Ordinal);
        Assert.Equal("Vendas", await ScalarAsync(copies[2], """SELECT "Name" FROM "Channels" """));
    }

    [Fact]
    public async Task Prepare_UpToDate_CopiesNothing()
    {
        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        Assert.Empty(Directory.GetFiles(Path.Combine(_bench.DataPath, "copies")));
    }

    [Fact]
    public async Task Prepare_RestoredCopy_IsTakenOver()
    {
        await _bench.CreateAsync("Vendas");
        var copy = Path.Combine(_bench.DataPath, "copy.db");
        await ScalarAsync(_bench.DatabaseFile, $"VACUUM INTO '{copy}'");
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_bench.DataPath, "channels.db*"))
        {
            File.Delete(file);
        }

        File.Move(copy, _bench.DatabaseFile);
        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        Assert.Equal("wal", await ScalarAsync(_bench.DatabaseFile, "PRAGMA journal_mode"));
        await _bench.CreateAsync("Suporte");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prepare_KilledAtItsFirstStart_StartsAllTheSame(bool whileMigrating)
    {
        var folder = new DataFolder(Path.Combine(_bench.DataPath, "other"));
        folder.Create();
        await File.WriteAllBytesAsync(folder.Database, [], Workbench.Cancellation);
        if (whileMigrating)
        {
            await ScalarAsync(
                folder.Database,
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22')""");
        }

        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_bench.Time)
            .AddPersistence(folder).AddPeople().BuildServiceProvider();
        await services.PrepareAsync(Workbench.Cancellation);

        Assert.Equal(0L, await ScalarAsync(folder.Database, """SELECT COUNT(*) FROM "Channels" """));
    }

    [Fact]
    public async Task Migrations_AreInStepWithTheModel()
    {
        await using var db = await _bench.Services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>()
            .CreateDbContextAsync(Workbench.Cancellation);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    private async Task ForgetLastMigrationAsync() =>
        await ScalarAsync(_bench.DatabaseFile, """DELETE FROM "__EFMigrationsHistory" """);

    private static async Task<object?> ScalarAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Workbench.Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Workbench.Cancellation);
    }
}
