using System.Text;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Tests.Support;

/// <summary>What really stands in the files of a bench's database.</summary>
internal static class WrittenFiles
{
    /// <summary>A use of the database: until it ends, the log of writes stays where it is, whoever lets go of connections meanwhile.</summary>
    public static async Task<ChannelsDbContext> HoldFilesAsync(this Workbench bench)
    {
        var db = await bench.OpenDatabaseAsync();
        await db.Database.OpenConnectionAsync(Workbench.Cancellation);
        await db.Channels.AnyAsync(Workbench.Cancellation);
        return db;
    }

    /// <summary>Every byte of the database and of its log of writes, each as one character.</summary>
    public static async Task<string> ReadFilesAsync(this Workbench bench)
    {
        await using var held = await bench.HoldFilesAsync();
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(bench.DataPath, Path.GetFileName(bench.DatabaseFile) + "*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(Workbench.Cancellation));
        }

        return text.ToString();
    }
}
