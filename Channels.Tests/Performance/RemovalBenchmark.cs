using System.Diagnostics;
using System.Globalization;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Performance;

/// <summary>
/// A removal that moves 1,000,000 conversations, beside one raw UPDATE of the sqlite3 shell over a copy of the same file,
/// and what another writer waits meanwhile. Nothing is asserted but that everything moved.
/// </summary>
public sealed class RemovalBenchmark(ITestOutputHelper output)
{
    private const int Conversations = 1_000_000;
    private const int Open = 10_000;
    private const int Conflicts = 500;

    [Fact(Explicit = true)]
    public async Task Move_OfAMillionConversations()
    {
        for (var run = 1; run <= 3; run++)
        {
            await using var bench = new Workbench();
            await bench.InitializeAsync();
            var (from, to, third) = await SeedAsync(bench);
            var raw = Shell(bench, from, to);
            var alone = await MoveAsync(bench, from, to);
            Report($"run {run}: sqlite3 shell {raw.TotalSeconds:0.00} s, removal {alone.TotalSeconds:0.00} s, ratio {alone / raw:0.00}");

            await using var shared = new Workbench();
            await shared.InitializeAsync();
            (from, to, third) = await SeedAsync(shared);
            using var stop = new CancellationTokenSource();
            var writer = WriteAsync(shared, third, stop.Token);
            var beside = await MoveAsync(shared, from, to);
            await stop.CancelAsync();
            var waits = await writer;
            waits.Sort();
            Report(
                $"run {run}: with another writer {beside.TotalSeconds:0.00} s; its {waits.Count} writes took "
                + $"p50 {At(waits, .50):0.0} ms, p99 {At(waits, .99):0.0} ms, max {waits[^1]:0.0} ms");
        }
    }

    [Fact(Explicit = true)]
    public async Task Move_OfAMillionConversations_InTheRunningAppBeforeAnOpenPage()
    {
        await using var app = await LiveBench.StartAsync(instances: 3);
        var (from, to) = (app.Channels[0], app.Channels[1]);
        ManyConversations.AddConversations(app.DatabaseFile, from, first: 1, Conversations, Open, prefix: 1);
        await using var page = await ProtocolCircuit.OpenAsync(app.Address, "/canais", app.Cookies);
        await page.Next();
        var before = page.Bytes;

        var watch = Stopwatch.StartNew();
        var preview = await app.SendAsync(new PreviewRemoval(from));
        var seen = preview.Seen(preview.Destinations.Single(x => x.Id == to));
        await app.SendAsync(new RemoveChannel(from, to, Successor: null, seen));
        Report($"answered after {watch.Elapsed.TotalSeconds:0.00} s");
        while ((await app.SendAsync(new ReadReceipt(from)))?.FinishedAt is null)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Report($"done after {watch.Elapsed.TotalSeconds:0.00} s; the open page got {(page.Bytes - before) / 1024.0:0} KiB");
    }

    private static async Task<(ChannelId From, ChannelId To, ChannelId Third)> SeedAsync(Workbench bench)
    {
        var from = (await bench.CreateAsync("Vendas")).Id;
        var to = (await bench.CreateAsync("Suporte")).Id;
        var third = (await bench.CreateConnectedAsync("Cobrança", "5511987654321")).Id;
        ManyConversations.AddConversations(bench.DatabaseFile, from, first: 1, Conversations, Open, prefix: 1);
        ManyConversations.AddConversations(bench.DatabaseFile, to, first: 1, Conflicts, Conflicts, prefix: 2);
        ManyConversations.AddItems(bench.DatabaseFile, from, nameof(LinkedKind.FollowUp), 500, prefix: 3);
        using var connection = new SqliteConnection($"Data Source={bench.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        return (from, to, third);
    }

    private static async Task<TimeSpan> MoveAsync(Workbench bench, ChannelId from, ChannelId to)
    {
        var watch = Stopwatch.StartNew();
        await bench.RemoveAsync(from, to);
        await bench.FinishAsync(from);
        var elapsed = watch.Elapsed;
        var counts = await bench.SendAsync(new PreviewRemoval(to));
        Assert.Equal(new KindCount(Open, Conversations + Conflicts), counts.Counts.Conversations);
        return elapsed;
    }

    /// <summary>The same rows by one statement, with the same durability and checks as ours.</summary>
    private static TimeSpan Shell(Workbench bench, ChannelId from, ChannelId to)
    {
        var copy = Path.Combine(bench.DataPath, "copy.db");
        File.Copy(bench.DatabaseFile, copy);
        var (source, target) = (from.ToString().ToUpperInvariant(), to.ToString().ToUpperInvariant());
        using var process = Process.Start(new ProcessStartInfo(
            "sqlite3",
            [
                copy,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
                $"UPDATE Conversations SET Channel = '{target}' WHERE Channel = '{source}' AND NOT EXISTS "
                + $"(SELECT 1 FROM Conversations AS y WHERE y.Channel = '{target}' AND y.IsOpen AND y.Contact = Conversations.Contact AND Conversations.IsOpen);",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var watch = Stopwatch.StartNew();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        File.Delete(copy);
        return watch.Elapsed;
    }

    // A customer's message every 10 ms: the write that a removal must not hold up.
    private static async Task<List<double>> WriteAsync(Workbench bench, ChannelId channel, CancellationToken stop)
    {
        var waits = new List<double>();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var contact = LinkedDataExtensions.Contact("5521" + (900000000 + (i % 50)).ToString(CultureInfo.InvariantCulture));
            var watch = Stopwatch.StartNew();
            await bench.SendAsGatewayAsync(LinkedDataExtensions.Written(channel, contact, bench.Time.GetUtcNow(), "Cliente"));
            waits.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(10, CancellationToken.None);
        }

        return waits;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private void Report(string line) => output.WriteLine(line);
}
