using System.Diagnostics;
using System.Globalization;
using Channels.Tests.Support;

namespace Channels.Tests.Performance;

/// <summary>The published app from its start to its first page, and what it holds when nothing happens.</summary>
public sealed class StartBenchmark(ITestOutputHelper output)
{
    private const int Instances = 100;
    private const int Starts = 5;

    [Fact(Explicit = true)]
    public async Task Start_OfThePublishedApp()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (published, data) = (Directory.CreateTempSubdirectory("channels-publish-"), Directory.CreateTempSubdirectory("channels-bench-"));
        await Tools.RunAsync("dotnet", ["publish", AppFolder.Path, "-c", "Release", "-o", published.FullName], cancellation);
        await using (var bench = new Workbench(folder: data.FullName))
        {
            await bench.InitializeAsync();
            bench.Plan.ConnectionLimit = Instances;
            for (var i = 0; i < Instances; i++)
            {
                await bench.CreateConnectedAsync($"Loja {i + 1}", $"55119{70000000 + i}");
            }
        }

        var waits = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var app = Start(published.FullName, data.FullName);
            var address = await AddressOfAsync(app);
            using var http = new HttpClient { BaseAddress = address };
            (await http.GetAsync("/entrar", cancellation)).EnsureSuccessStatusCode();
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (i == Starts - 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(20), cancellation);
                var status = await File.ReadAllLinesAsync($"/proc/{app.Id}/status", cancellation);
                output.WriteLine($"idle with {Instances} instances: {Megabytes(status, "VmRSS")} MB, of which {Megabytes(status, "RssFile")} are mapped files");
            }

            app.Kill(entireProcessTree: true);
            await app.WaitForExitAsync(cancellation);
        }

        output.WriteLine($"from the start of the process to its first page: {Figures.Milliseconds(waits)}");
        published.Delete(recursive: true);
        data.Delete(recursive: true);
    }

    private static int Megabytes(string[] status, string field) =>
        int.Parse(status.Single(x => x.StartsWith(field, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000;

    private static Process Start(string published, string data)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(published, "Channels.App.dll"), "--urls", "http://127.0.0.1:0", "--DataDirectory", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        // No phone is to be called from a benchmark: nothing listens there.
        start.Environment["WhatsAppWeb__ServerUrl"] = "ws://127.0.0.1:9/";
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressOfAsync(Process app)
    {
        const string Listening = "Now listening on: ";
        while (await app.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                _ = app.StandardOutput.ReadToEndAsync();
                return new Uri(line[(at + Listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The app ended with {app.ExitCode}"));
    }
}
