using Channels.Domain.Ports;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

public sealed class DataBackupTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private readonly string _target = Scratch.NewPath("channels-backup-");

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        if (Directory.Exists(_target))
        {
            Directory.Delete(_target, recursive: true);
        }
    }

    [Fact]
    public async Task Write_WhileAnotherWrites_IsTheStateBeforeItWithItsKeys()
    {
        await _bench.CreateAsync("Vendas");
        var sealedSecret = _bench.Services.GetRequiredService<ISecretSeal>().Seal("segredo");
        await using var other = new SqliteConnection($"Data Source={_bench.DatabaseFile};Pooling=False");
        await other.OpenAsync(Workbench.Cancellation);
        await using var open = other.BeginTransaction(deferred: false);
        await using var command = other.CreateCommand();
        command.Transaction = open;
        command.CommandText = """DELETE FROM "Channels" """;
        await command.ExecuteNonQueryAsync(Workbench.Cancellation);

        Assert.Equal(_target, await _bench.Services.BackUpAsync(_target, Workbench.Cancellation));

        await open.RollbackAsync(Workbench.Cancellation);
        await using var restored = new Workbench(folder: _target);
        await restored.InitializeAsync();
        Assert.Equal(_bench.Administrator.Id, restored.Administrator.Id);
        Assert.Equal("segredo", restored.Services.GetRequiredService<ISecretSeal>().Open(sealedSecret));
        Assert.Equal(["Vendas"], (await restored.SendAsync(new Channels.Domain.UseCases.Board.ListChannels())).Channels.Select(x => x.Name));
        await restored.CreateAsync("Suporte");
    }

    [Fact]
    public async Task Write_IntoAFolderWithSomethingInIt_TouchesNothing()
    {
        Directory.CreateDirectory(_target);
        await File.WriteAllTextAsync(Path.Combine(_target, "notes.txt"), "mine", Workbench.Cancellation);

        await Assert.ThrowsAsync<SettingsException>(() => _bench.Services.BackUpAsync(_target, Workbench.Cancellation));

        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(_target).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Write_OfAFolderWithoutADatabase_SaysSoAndMakesNone()
    {
        var nowhere = new DataFolder(_target + "-nowhere");

        var mistake = await Assert.ThrowsAsync<SettingsException>(() => new DataBackup(nowhere).WriteAsync(_target, withContents: false, Workbench.Cancellation));

        Assert.Contains(nowhere.Database, mistake.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere.Path) || Directory.Exists(_target));
    }

    [Fact]
    public async Task Write_WithoutAPlaceForIt_SaysSo()
    {
        await File.WriteAllTextAsync(_target, "a file", Workbench.Cancellation);

        var mistake = await Assert.ThrowsAsync<SettingsException>(
            () => _bench.Services.BackUpAsync(Path.Combine(_target, "inside"), Workbench.Cancellation));

        Assert.Contains("inside", mistake.Message, StringComparison.Ordinal);
        File.Delete(_target);
    }
}
