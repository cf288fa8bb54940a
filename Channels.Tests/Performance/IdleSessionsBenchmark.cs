using System.Diagnostics;
using System.Globalization;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Performance;

/// <summary>
/// 1,000 linked numbers on which nothing happens: what each holds of memory in the app and in its engine, and how long it takes
/// until all are back after a restart.
/// <c>dotnet run --project Channels.Tests -c Release -- -explicit only -class Channels.Tests.Performance.IdleSessionsBenchmark -showLiveOutput</c>
/// </summary>
public sealed class IdleSessionsBenchmark(WhatsAppServer server, ITestOutputHelper output) : IClassFixture<WhatsAppServer>
{
    private const int Few = 10;
    private const int Sessions = 1000;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Sessions_ThatAreIdle()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        await using var app = RunningApp.CreateOnDisk(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("WhatsAppWeb:ServerUrl", server.Url.ToString()), ("Plan:ConnectionLimit", $"{Sessions}"));
        await LinkAsync(app.DataFolder, 0, Few);
        await BackAsync(app, Few);
        var few = await HeldAsync(app);
        await app.EndAsync();

        await LinkAsync(app.DataFolder, Few, Sessions);
        await BackAsync(app, Sessions);
        var many = await HeldAsync(app);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a session more: app {(many.App - few.App) / (double)(Sessions - Few):0} KiB, engine {(many.Engine - few.Engine) / (double)(Sessions - Few):0} KiB"));

        await app.KillAsync();
        await BackAsync(app, Sessions);
    }

    private async Task BackAsync(RunningApp app, int count)
    {
        await Tools.UntilAsync(ConnectedAsync, connected => connected == 0);
        var start = Stopwatch.StartNew();
        await app.StartAgainAsync();
        var listens = start.Elapsed.TotalSeconds;
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await ConnectedAsync() < count && start.Elapsed < Limit)
        {
            await again.WaitForNextTickAsync(Cancellation);
        }

        var back = await ConnectedAsync();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"started: listens after {listens:0.0} s, {back} of {count} sessions are back after {start.Elapsed.TotalSeconds:0.0} s"));
    }

    private async Task<int> ConnectedAsync() => (int)(await server.StateAsync())["connected"]!;

    private async Task<(long App, long Engine)> HeldAsync(RunningApp app)
    {
        await Task.Delay(Calm, Cancellation);
        var engine = await app.SidecarIdAsync();
        var held = (App: ProcessUse.ResidentKilobytes(app.ProcessId), Engine: ProcessUse.ResidentKilobytes(engine));
        output.WriteLine($"a minute later: app {held.App} KiB, engine {held.Engine} KiB resident");
        return held;
    }

    private async Task LinkAsync(string folder, int from, int to)
    {
        await using var bench = new Workbench(folder: folder);
        await bench.InitializeAsync();
        bench.Plan.ConnectionLimit = Sessions;
        var keys = bench.Services.GetRequiredService<ISessionKeys>();
        for (var i = from; i < to; i++)
        {
            var number = (5511987650000 + i).ToString(CultureInfo.InvariantCulture);
            await server.AddPhoneAsync(number, new { history = false });
            var kept = await server.DoAsync(number, "linkBefore");
            var id = (await bench.CreateConnectedAsync($"Loja {i + 1}", number)).Id;
            await keys.SaveCredentialsAsync(id, (string)kept["credentials"]!, Cancellation);
            await keys.WriteKeysAsync(id, [new SessionKeyChange("pre-key", (string)kept["preKey"]!["id"]!, (string)kept["preKey"]!["value"]!)], Cancellation);
        }
    }
}
