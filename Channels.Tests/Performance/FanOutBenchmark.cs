using System.Diagnostics;
using Channels.App.Live;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Performance;

/// <summary>
/// One status change to 200 open pages, until the last of them has it, beside a bare SignalR hub that sends as many bytes
/// to 200 clients, in turns in the same run; and what an open page costs in memory.
/// </summary>
public sealed class FanOutBenchmark(ITestOutputHelper output)
{
    private const int Circuits = 200;
    private const int Changes = 100;

    [Fact(Explicit = true)]
    public async Task Change_ToManyPages_BesideABareHub()
    {
        await using var bench = await LiveBench.StartAsync(instances: 50, "--Circuits:PerSession", $"{Circuits + 1}");
        await using (await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies))
        {
            // The first page loads what all of them share.
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var pages = new List<ProtocolCircuit>();
        for (var i = 0; i < Circuits; i++)
        {
            pages.Add(await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies));
        }

        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var perPage = (GC.GetTotalMemory(forceFullCollection: true) - before) / Circuits / 1024;

        before = GC.GetTotalMemory(forceFullCollection: true);
        await using var hub = await BareHub.StartAsync(Circuits);
        var perClient = (GC.GetTotalMemory(forceFullCollection: true) - before) / Circuits / 1024;

        var (ours, bare, bytes) = (new List<double>(), new List<double>(), 0);
        for (var i = 0; i < Changes; i++)
        {
            await Task.Delay(ChannelFeed.Interval * 2, TestContext.Current.CancellationToken);
            var arrivals = pages.Select(x => x.Next()).ToList();
            var start = Stopwatch.GetTimestamp();
            await bench.ChangeAsync(bench.Channels[i % bench.Channels.Count], attempt: i + 1);
            var came = await Task.WhenAll(arrivals);
            ours.Add(came.Max(x => Stopwatch.GetElapsedTime(start, x.At).TotalMilliseconds));
            bytes = came[0].Bytes;

            await Task.Delay(ChannelFeed.Interval * 2, TestContext.Current.CancellationToken);
            bare.Add(await hub.SendAsync(new byte[bytes]));
        }

        output.WriteLine($"last of {Circuits} pages: {Figures.Milliseconds(ours)}");
        output.WriteLine($"last of {Circuits} clients of a bare hub, {bytes} bytes: {Figures.Milliseconds(bare)}");
        output.WriteLine($"ratio of the medians: {Figures.Median(ours) / Figures.Median(bare):0.00}");
        output.WriteLine(
            $"heap per page of 50 cards, the measuring client in this process included: {perPage} KiB; "
            + $"a bare hub's connection with its client: {perClient} KiB");
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    private sealed class Broadcast : Hub;

    private sealed class BareHub(WebApplication app, List<HubConnection> clients) : IAsyncDisposable
    {
        private TaskCompletionSource<long> _last = new();
        private int _left;

        public static async Task<BareHub> StartAsync(int count)
        {
            var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            builder.Services.AddSignalR().AddMessagePackProtocol();
            var app = builder.Build();
            app.MapHub<Broadcast>("/hub");
            await app.StartAsync();
            BareHub? hub = null;
            var clients = new List<HubConnection>();
            for (var i = 0; i < count; i++)
            {
                var client = new HubConnectionBuilder()
                    .WithUrl($"{app.Urls.First()}/hub", HttpTransportType.WebSockets).AddMessagePackProtocol().Build();
                client.On<byte[]>("change", _ => hub!.Arrived());
                await client.StartAsync();
                clients.Add(client);
            }

            return hub = new BareHub(app, clients);
        }

        public async Task<double> SendAsync(byte[] change)
        {
            (_left, _last) = (clients.Count, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
            var start = Stopwatch.GetTimestamp();
            await app.Services.GetRequiredService<IHubContext<Broadcast>>().Clients.All.SendAsync("change", change);
            return Stopwatch.GetElapsedTime(start, await _last.Task.WaitAsync(Patience.Limit)).TotalMilliseconds;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }

            await app.DisposeAsync();
        }

        private void Arrived()
        {
            var now = Stopwatch.GetTimestamp();
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _last.TrySetResult(now);
            }
        }
    }
}
