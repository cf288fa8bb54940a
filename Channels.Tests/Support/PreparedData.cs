using Channels.Infrastructure;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>Databases that are made once in a run and copied for each bench: all migrations take a tenth of a second.</summary>
internal static class PreparedData
{
    private static readonly Lazy<Task<byte[]>> Empty = new(() => MakeAsync(async folder =>
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddPersistence(folder).AddPeople().BuildServiceProvider();
        await services.PrepareAsync(CancellationToken.None);
    }));

    private static readonly Lazy<Task<byte[]>> WithAdministrator = new(() => MakeAsync(async folder =>
    {
        await using var bench = new Workbench(folder: folder.Path);
        await bench.InitializeAsync();
    }));

    /// <summary>A console with its administrator, for a folder that has no database yet.</summary>
    public static async Task CopyToAsync(DataFolder folder) => await CopyToAsync(folder, await WithAdministrator.Value);

    /// <summary>A console that nobody used yet, for a folder that has no database.</summary>
    public static async Task CopyEmptyToAsync(DataFolder folder) => await CopyToAsync(folder, await Empty.Value);

    /// <summary>As slow as it is meant to be, a hash is for passwords that somebody might want to guess.</summary>
    public static IServiceCollection HashQuickly(this IServiceCollection services) =>
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);

    private static Task CopyToAsync(DataFolder folder, byte[] database)
    {
        Directory.CreateDirectory(folder.Path);
        return File.Exists(folder.Database) ? Task.CompletedTask : File.WriteAllBytesAsync(folder.Database, database);
    }

    private static async Task<byte[]> MakeAsync(Func<DataFolder, Task> prepareAsync)
    {
        var folder = new DataFolder(Scratch.CreateFolder("channels-prepared-"));
        await prepareAsync(folder);

        var single = Path.Combine(folder.Path, "single.db");
        await using (var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"VACUUM INTO '{single}'";
            await command.ExecuteNonQueryAsync();
        }

        var bytes = await File.ReadAllBytesAsync(single);
        Directory.Delete(folder.Path, recursive: true);
        return bytes;
    }
}
