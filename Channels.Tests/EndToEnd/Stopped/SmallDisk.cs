using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>A small disk, laid over a folder, that can be filled, freed and made read-only.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Skips the test where a disk cannot be mounted, which takes root.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, int megabytes = 24)
    {
        var refusal = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", folder);
        Assert.SkipWhen(refusal is not null, $"No disk can be mounted here: {refusal}");
        return new SmallDisk(folder);
    }

    /// <summary>
    /// Leaves not a byte. What the database has of its log is given back before, as SQLite would write over that; an app
    /// that runs goes on with the file.
    /// </summary>
    public async Task FillAsync()
    {
        var database = Path.Combine(_folder, "channels.db");
        if (File.Exists(database))
        {
            await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        try
        {
            await using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var page = new byte[4096];
            while (true)
            {
                await file.WriteAsync(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <summary>Only while no file on it is open.</summary>
    public async Task MakeReadOnlyAsync() => Assert.Null(await RunAsync("mount", "-o", "remount,ro", _folder));

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();

        // Lazily, as an app that ends may still hold a file.
        await RunAsync("umount", "-l", _folder);
    }

    /// <returns>What went wrong, or null.</returns>
    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
