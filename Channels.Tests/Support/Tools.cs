using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Support;

/// <summary>The programs that some tests need beside .NET. A test without one of them is skipped with its name.</summary>
internal static class Tools
{
    private static readonly string[] ChromiumNames = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    public static string? Chromium { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? ChromiumNames.Select(Find).FirstOrDefault(x => x is not null);

    public static string? Node { get; } = Find("node");

    public static string? Zbarimg { get; } = Find("zbarimg");

    public static void RequireBrowser() => Assert.SkipWhen(Chromium is null, "Chromium is not installed");

    public static void RequireNode() => Assert.SkipWhen(Node is null, "Node.js is not installed");

    public static void RequireZbarimg() => Assert.SkipWhen(Zbarimg is null, "zbarimg (zbar-tools) is not installed");

    /// <summary>Runs a program to its end and hands back what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await errors;
        await process.WaitForExitAsync(cancellationToken);
        return output;
    }

    /// <summary>Rows of the database in a data folder, columns joined by a bar.</summary>
    public static async Task<IReadOnlyList<string>> QueryAsync(string dataFolder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "channels.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }

    /// <summary>Reads again and again until the answer is the wanted one, or the patience is over; hands back the last answer.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience.Limit);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var answer = await read();
        while (!wanted(answer) && !deadline.IsCancellationRequested)
        {
            await again.WaitForNextTickAsync(CancellationToken.None);
            answer = await read();
        }

        return answer;
    }

    /// <summary>SIGKILL.</summary>
    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    public static async Task<bool> IsGoneWithinAsync(int processId, TimeSpan limit)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            using var deadline = new CancellationTokenSource(limit);
            await process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .FirstOrDefault(File.Exists);
}
