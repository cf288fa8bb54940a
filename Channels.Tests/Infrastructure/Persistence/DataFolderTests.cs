using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Channels.Tests.Infrastructure.Persistence;

public sealed class DataFolderTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Take_FolderInUse_SaysSoReadably()
    {
        using var second = new DataFolderLock(new DataFolder(_bench.DataPath));

        var problem = Assert.Throws<SettingsException>(second.Take);

        Assert.Contains(_bench.DataPath, problem.Message, StringComparison.Ordinal);
        Assert.Contains("Another Channels is running", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_ProductionWithoutAFolder_IsRefused()
    {
        var problem = Assert.Throws<SettingsException>(() => From(Environments.Production, folder: null));

        Assert.Contains("DataDirectory is not set", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_ProductionInsideTheProgram_IsRefused()
    {
        var inside = Path.Combine(AppContext.BaseDirectory, "data");

        Assert.Contains("inside the folder of the program", Assert.Throws<SettingsException>(() => From(Environments.Production, inside)).Message, StringComparison.Ordinal);
        Assert.Equal("/var/lib/channels", From(Environments.Production, "/var/lib/channels").Path);
    }

    [Fact]
    public void From_Development_IsBesideTheApp() => Assert.Equal("/app/data", From(Environments.Development, folder: null).Path);

    [Fact]
    public void Create_FolderIsAFile_SaysSoReadably()
    {
        var file = Path.Combine(_bench.DataPath, "a file");
        File.WriteAllText(file, "");

        Assert.Contains("cannot be used", Assert.Throws<SettingsException>(() => new DataFolder(file).Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Folders_AreForTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(_bench.DataPath, "keys")));
    }

    [Fact]
    public void Create_FilesOfAnEarlierVersion_AreNarrowedDownToTheOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        string[] files = [_bench.DatabaseFile, Path.Combine(_bench.DataPath, "copies", "channels-1.db"), Path.Combine(_bench.DataPath, "keys", "key.xml")];
        foreach (var file in files)
        {
            File.AppendAllText(file, "");
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        new DataFolder(_bench.DataPath).Create();

        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Prepare_DatabaseOfANewerVersion_IsRefused()
    {
        await using (var connection = new SqliteConnection($"Data Source={_bench.DatabaseFile}"))
        {
            await connection.OpenAsync(Workbench.Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = """INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Future', '99.0.0')""";
            await command.ExecuteNonQueryAsync(Workbench.Cancellation);
        }

        var problem = await Assert.ThrowsAsync<SettingsException>(() => _bench.Services.PrepareAsync(Workbench.Cancellation));

        Assert.Contains("newer version", problem.Message, StringComparison.Ordinal);
    }

    private static DataFolder From(string environment, string? folder) =>
        DataFolder.From(
            new ConfigurationBuilder().AddInMemoryCollection([new("DataDirectory", folder)]).Build(),
            new HostingEnvironment { EnvironmentName = environment, ContentRootPath = "/app" });
}
