using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.EndToEnd;

/// <summary>
/// Customers go on writing while the app is killed, its engine is killed, the app is stopped as a service manager does, and the
/// network breaks, in turn: each message is in the log and in the log of events, once.
/// </summary>
public sealed class MessagesSurviveStopsTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const int Kinds = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task StoppedSixTimes_EachMessageIsThereOnce() => StopAsync(stops: 6, pauseMs: 150);

    /// <summary>
    /// The long run, with the seed that it prints:
    /// <c>dotnet run --project Channels.Tests -- -explicit only -class Channels.Tests.EndToEnd.MessagesSurviveStopsTests -showLiveOutput</c>.
    /// </summary>
    [Fact(Explicit = true)]
    public Task StoppedThreeHundredTimes_EachMessageIsThereOnce() => StopAsync(stops: 300, pauseMs: 25);

    /// <param name="pauseMs">Between two messages.</param>
    private async Task StopAsync(int stops, int pauseMs)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        await using var app = RunningApp.Create(("WhatsAppWeb:ServerUrl", server.Url.ToString()));
        await LinkAsync(app.DataFolder);
        await app.StartAgainAsync();

        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var traffic = WriteAsync(pauseMs, enough.Token);
        for (var stop = 0; stop < stops; stop++)
        {
            await server.UntilAsync(Number, "connected");
            await Task.Delay(random.Next(600), Cancellation);
            await StopAsync(app, stop % Kinds);
        }

        await enough.CancelAsync();
        var sent = await traffic;
        await server.UntilAsync(Number, "settled");
        await Tools.UntilAsync(() => QueryAsync(app, "SELECT Id FROM Inbox"), waiting => waiting.Count == 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent.Count} messages, {stops} stops");

        Assert.Equal(sent, await QueryAsync(app, "SELECT WhatsAppId FROM Messages ORDER BY WhatsAppId"));
        Assert.Equal([$"{sent.Count}"], await QueryAsync(app, "SELECT COUNT(DISTINCT Subject) FROM Events WHERE Type = 'message.received'"));
        Assert.Equal([$"{sent.Count}"], await QueryAsync(app, "SELECT COUNT(*) FROM Events WHERE Type = 'message.received'"));
        Assert.Equal(["1|1"], await QueryAsync(app, "SELECT MIN(Sequence), MAX(Sequence) = COUNT(*) FROM Events"));
        Assert.Empty(await QueryAsync(app, "SELECT Id FROM Messages WHERE Type <> 'Text'"));
    }

    private async Task StopAsync(RunningApp app, int kind)
    {
        switch (kind)
        {
            case 0:
                await app.KillAsync();
                await app.StartAgainAsync();
                break;
            case 1:
                Tools.Kill(await app.SidecarIdAsync());
                await server.UntilAsync(Number, "disconnected");
                break;
            case 2:
                await app.EndAsync();
                await app.StartAgainAsync();
                break;
            default:
                await server.DoAsync(Number, "drop", new { reset = true });
                break;
        }
    }

    /// <returns>The ids, in their order.</returns>
    private async Task<List<string>> WriteAsync(int pauseMs, CancellationToken enough)
    {
        var sent = new List<string>();
        while (!enough.IsCancellationRequested)
        {
            var id = $"3EB0{sent.Count:D6}";
            await server.DoAsync(Number, "receive", new { from = $"55219123456{sent.Count % 7:D2}", text = id, id, waits = false });
            sent.Add(id);
            await Task.Delay(pauseMs, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return sent;
    }

    /// <summary>A data folder with an instance that a phone is linked to.</summary>
    private async Task LinkAsync(string folder)
    {
        await using var bench = await GatewayBench.StartAsync(server.Url);
        await server.AddPhoneAsync(Number);
        await bench.ConnectAsync(server, Number);
        await bench.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(bench.DataPath, "*", SearchOption.AllDirectories).Where(x => Path.GetFileName(x) is not ("app.lock" or "sidecar.pid")))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(bench.DataPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static Task<IReadOnlyList<string>> QueryAsync(RunningApp app, string sql) => Tools.QueryAsync(app.DataFolder, sql);
}
