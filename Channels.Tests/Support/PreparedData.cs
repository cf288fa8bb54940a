using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>The database of a console with its administrator, made once in a run and copied for each bench.</summary>
internal static class PreparedData
{
    private static readonly Lazy<Task<byte[]>> Prepared = new(MakeAsync);

    /// <summary>Puts the copy into a folder that has no database yet.</summary>
    public static async Task CopyToAsync(DataFolder folder)
    {
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllBytesAsync(folder.Database, await Prepared.Value);
    }

    private static async Task<byte[]> MakeAsync()
    {
        var folder = new DataFolder(Scratch.CreateFolder("channels-prepared-"));
        await using (var bench = new Workbench(folder: folder.Path))
        {
            await bench.InitializeAsync();
            await bench.PeopleAsync(people => people.ListAsync(CancellationToken.None));
        }

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
