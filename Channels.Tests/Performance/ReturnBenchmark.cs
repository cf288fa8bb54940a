using System.Diagnostics;
using System.Globalization;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Performance;

/// <summary>
/// 21 linked lines in the running app, in real time: how long until all are back, counted from the return of the network
/// or from SIGKILL to the app, which is started again at once.
/// </summary>
public sealed class ReturnBenchmark(WhatsAppServer server, ITestOutputHelper output) : IClassFixture<WhatsAppServer>
{
    private const int Lines = 21;

    private static readonly string[] Numbers =
        [.. Enumerable.Range(0, Lines).Select(i => (5511987650000 + i).ToString(CultureInfo.InvariantCulture))];

    [Fact(Explicit = true)]
    public async Task Return_AfterAKill()
    {
        await using var app = await StartAsync();
        for (var run = 1; run <= 3; run++)
        {
            var killed = Stopwatch.StartNew();
            await app.KillAsync();
            await AllAsync("disconnected");
            await app.StartAgainAsync();
            var listens = killed.Elapsed.TotalSeconds;
            await ReportAsync(string.Create(CultureInfo.InvariantCulture, $"run {run}: killed, listens after {listens:0.0} s"), killed);
        }
    }

    /// <summary>A network that refuses, and one that swallows.</summary>
    [Fact(Explicit = true)]
    public async Task Return_AfterAnOutage()
    {
        await using var app = await StartAsync();
        foreach (var (upgrade, seconds) in new[] { ("refuse", 10), ("hang", 75) })
        {
            await server.SetModeAsync(new { upgrade });
            await Task.WhenAll(Numbers.Select(number => server.DoAsync(number, "drop")));
            await Task.Delay(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
            await server.SetModeAsync(new { upgrade = "ok" });
            await ReportAsync($"network away for {seconds} s ({upgrade})", Stopwatch.StartNew());
        }
    }

    private async Task<RunningApp> StartAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        var app = RunningApp.Create(("WhatsAppWeb:ServerUrl", server.Url.ToString()), ("Plan:ConnectionLimit", $"{Lines}"));
        await LinkAsync(app.DataFolder);
        await app.StartAgainAsync();
        await AllAsync("connected");
        return app;
    }

    private async Task LinkAsync(string folder)
    {
        var bench = await GatewayBench.StartAsync(server.Url);
        foreach (var number in Numbers)
        {
            await server.AddPhoneAsync(number, new { history = false });
            await bench.ConnectAsync(server, number, $"Loja {number[^2..]}");
        }

        await bench.StopAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder);
        Directory.Move(bench.DataPath, folder);
    }

    private async Task ReportAsync(string what, Stopwatch since)
    {
        var before = await LoginsAsync();
        var backs = await Task.WhenAll(Numbers.Select(async number =>
        {
            await server.UntilAsync(number, "connected");
            return since.Elapsed.TotalSeconds;
        }));
        var logins = await LoginsAsync() - before;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: first back after {backs.Min():0.0} s, all {Lines} after {backs.Max():0.0} s, {logins} logins"));
    }

    private async Task AllAsync(string state) => await Task.WhenAll(Numbers.Select(number => server.UntilAsync(number, state)));

    private async Task<int> LoginsAsync() =>
        (await Task.WhenAll(Numbers.Select(server.PhoneAsync))).Sum(phone => (int)phone["logins"]!);
}
