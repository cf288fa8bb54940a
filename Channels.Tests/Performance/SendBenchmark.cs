using System.Diagnostics;
using System.Globalization;
using Channels.Domain;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Performance;

/// <summary>
/// What it takes to send: from the acceptance of a message to the wire, with the data on a disk; ten thousand that wait; and what
/// each costs beside a loop that sends with bare Baileys. Pace 0.
/// <c>dotnet run --project Channels.Tests -c Release -- -explicit only -class Channels.Tests.Performance.SendBenchmark -showLiveOutput</c>
/// </summary>
public sealed class SendBenchmark(WhatsAppServer server, ITestOutputHelper output) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const int Waiting = 10_000;

    private static readonly string[] Contacts = [.. Enumerable.Range(0, 25).Select(i => $"55219123400{i:D2}")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A second's twentieth between two, as people and programs send.</summary>
    [Fact(Explicit = true)]
    public async Task Message_FromItsAcceptanceToTheWire()
    {
        var folder = Directory.CreateTempSubdirectory("channels-bench-").FullName;
        await server.ResetAsync();
        await server.AddPhoneAsync(Number, new { history = false });
        await using (var bench = await GatewayBench.StartAsync(server.Url, folder: folder))
        {
            var id = await bench.ConnectAsync(server, Number);
            await SendAsync(bench, id, 200);
            var accepted = await SendAsync(bench, id, 600);
            var sent = await server.SentAsync(Number, 800);
            var arrived = sent.ToDictionary(x => (string)x!["text"]!, x => (long)x!["at"]!);
            output.WriteLine($"from acceptance to the wire: {Figures.Milliseconds(accepted.Select(x => (arrived[x.Text] - x.At) / 1000.0))}");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact(Explicit = true)]
    public async Task TenThousand_ThatWait_BesideABareLoop()
    {
        await server.ResetAsync();
        await server.AddPhoneAsync(Number, new { history = false });
        await using var app = RunningApp.CreateOnDisk(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("WhatsAppWeb:ServerUrl", server.Url.ToString()), ("Messages:Pace", "00:00:00"));
        var id = await FillAsync(app.DataFolder);

        // The line cannot come up, as when WhatsApp is away.
        await server.SetModeAsync(new { upgrade = "hang" });
        await app.StartAgainAsync();
        await Task.Delay(TimeSpan.FromSeconds(20), Cancellation);
        output.WriteLine($"{Waiting} waiting: {ProcessUse.ResidentKilobytes(app.ProcessId) / 1024} MB resident");
        await ReadPageAsync(app, id);

        await server.SetModeAsync(new { upgrade = "ok" });
        await server.UntilAsync(Number, "connected");
        var connected = Stopwatch.StartNew();
        await server.SentAsync(Number, 1);
        output.WriteLine($"first message {connected.ElapsedMilliseconds} ms after the login");
        var engine = await app.SidecarIdAsync();
        var left = await server.SentAsync(Number, 500);
        var ours = await DrainAsync(app.ProcessId, engine, left.Count, 4000);
        var bare = await BareAsync(4000);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"app {ours.App:0.00} ms + engine {ours.Engine:0.00} ms of processor for a message, {ours.PerSecond:0} a second; bare {bare.Cpu:0.00} ms, {bare.PerSecond:0} a second; ratio {(ours.App + ours.Engine) / bare.Cpu:0.0}"));
    }

    private async Task<(double App, double Engine, double PerSecond)> DrainAsync(int app, int engine, int from, int count)
    {
        var (before, watch) = (Cpu(app, engine), Stopwatch.StartNew());
        var reached = (await server.SentAsync(Number, from + count)).Count - from;
        var after = Cpu(app, engine);
        return ((after.App - before.App) / reached, (after.Engine - before.Engine) / reached, reached / watch.Elapsed.TotalSeconds);
    }

    private async Task<(double Cpu, double PerSecond)> BareAsync(int count)
    {
        const string Other = "5511987650001";
        await using var client = await BareClient.StartAsync(server, [Other]);
        await client.SendAsync(0, Contacts, 500);
        var (before, watch) = (ProcessUse.CpuMilliseconds(client.ProcessId), Stopwatch.StartNew());
        await client.SendAsync(0, Contacts, count);
        return ((ProcessUse.CpuMilliseconds(client.ProcessId) - before) / count, count / watch.Elapsed.TotalSeconds);
    }

    private static (double App, double Engine) Cpu(int app, int engine) => (ProcessUse.CpuMilliseconds(app), ProcessUse.CpuMilliseconds(engine));

    /// <summary>The page of the queue, as often as it is read anew while messages leave.</summary>
    private async Task ReadPageAsync(RunningApp app, ChannelId id)
    {
        var copy = Directory.CreateTempSubdirectory("channels-bench-").FullName;
        await app.BackUpAsync(Path.Combine(copy, "data"));
        await using (var bench = new Workbench(folder: Path.Combine(copy, "data")))
        {
            await bench.InitializeAsync();
            var times = new List<double>();
            for (var i = 0; i < 60; i++)
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(Waiting, (await bench.SendAsModuleAsync(new ReadOutbox(id))).Counts.All);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            output.WriteLine($"its page read anew: {Figures.Milliseconds(times.Skip(10))}");
        }

        Directory.Delete(copy, recursive: true);
    }

    private static async Task<List<(string Text, long At)>> SendAsync(GatewayBench bench, ChannelId id, int count)
    {
        var accepted = new List<(string, long)>();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < count; i++)
        {
            await beat.WaitForNextTickAsync(Cancellation);
            var text = $"{count} {i}";
            accepted.Add((text, EventWatch.NowMicroseconds));
            await bench.SendTextAsync(id, Contacts[i % Contacts.Length], text);
        }

        return accepted;
    }

    private async Task<ChannelId> FillAsync(string folder)
    {
        await using var bench = await GatewayBench.StartAsync(server.Url, folder: folder, pace: TimeSpan.FromHours(1));
        var id = await bench.ConnectAsync(server, Number);
        // One of them leaves at once.
        for (var i = 0; i <= Waiting; i++)
        {
            await bench.SendTextAsync(id, Contacts[i % Contacts.Length], $"{i}");
        }

        return id;
    }
}
