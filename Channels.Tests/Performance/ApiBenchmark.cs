using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Tests.App.Api.V1;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Performance;

/// <summary>
/// What other systems wait for: a list of a thousand instances beside a bare endpoint that answers the same bytes, a message that is
/// taken, an event on its way to a webhook, and a hundred readers of the stream.
/// <c>dotnet run --project Channels.Tests -c Release -- -explicit only -class Channels.Tests.Performance.ApiBenchmark -showLiveOutput</c>
/// </summary>
public sealed class ApiBenchmark(ITestOutputHelper output)
{
    private const int StreamsOfAKey = 5;

    private static readonly string[] AtAnyPace = ["--environment", "Development", "--Api:RequestsPerSecond", "100000", "--Api:Burst", "100000"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task ThousandInstances_BesideABareEndpoint()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1000, settings: AtAnyPace);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        var bytes = await http.GetByteArrayAsync(new Uri("channels?limit=200", UriKind.Relative), Cancellation);
        await using var bare = await BareAsync(bytes);
        using var other = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < 6; round++)
        {
            ours.AddRange(await TimesAsync(100, () => http.GetByteArrayAsync(new Uri("channels?limit=200", UriKind.Relative), Cancellation)));
            theirs.AddRange(await TimesAsync(100, () => other.GetByteArrayAsync(new Uri("/", UriKind.Relative), Cancellation)));
        }

        var ratio = Figures.Median(ours.Skip(100)) / Figures.Median(theirs.Skip(100));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"200 of 1,000 instances, {bytes.Length} bytes: {Figures.Milliseconds(ours.Skip(100))}"));
        output.WriteLine($"the same bytes from a bare endpoint: {Figures.Milliseconds(theirs.Skip(100))}; ratio {ratio.ToString("0.0", CultureInfo.InvariantCulture)}");
    }

    [Fact(Explicit = true)]
    public async Task Message_IsTaken()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1, settings: AtAnyPace);
        using var http = await bench.OpenAsync(null, ApiScope.MessagesSend);
        var i = 0;
        Task SendAsync() => http.CallAsync(
            HttpMethod.Post, $"channels/{bench.Channels[0]}/messages", new { to = new { number = $"552198765{Interlocked.Increment(ref i):D4}" }, text = "Olá" });

        await TimesAsync(100, SendAsync);
        output.WriteLine($"POST /messages, one after the other: {Figures.Milliseconds(await TimesAsync(500, SendAsync))}");
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TimesAsync(100, SendAsync)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"eight at once: {800 / watch.Elapsed.TotalSeconds:0} a second"));
    }

    [Fact(Explicit = true)]
    public async Task Event_OnItsWayToAWebhook()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1, settings: AtAnyPace);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var http = await bench.OpenAsync(null, ApiScope.WebhooksManage, ApiScope.ChannelsWrite, ApiScope.ChannelsRead);
        string[] types = [EventTypes.ChannelUpdated];
        await http.CallAsync(HttpMethod.Post, "webhook-endpoints", new { url = receiver.Address, types });

        var took = new List<double>();
        for (var i = 0; i < 600; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await RenameAsync(http, bench, $"Filial {i}");
            await receiver.Calls.NextAsync();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(20, Cancellation);
        }

        output.WriteLine($"from the request that renames to its event at the webhook: {Figures.Milliseconds(took.Skip(100))}");
    }

    [Fact(Explicit = true)]
    public async Task HundredReaders_OfTheStream()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1, settings: AtAnyPace);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsWrite, ApiScope.ChannelsRead);
        var keys = new List<HttpClient>();
        for (var i = 0; i < 100 / StreamsOfAKey; i++)
        {
            keys.Add(await bench.OpenAsync(null, ApiScope.EventsRead));
        }

        var heard = new ConcurrentQueue<(long Sequence, long At)>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var readers = keys.SelectMany(key => Enumerable.Range(0, StreamsOfAKey).Select(_ => ListenAsync(key, heard, ends.Token))).ToList();
        await Tools.UntilAsync(() => Task.FromResult(heard.Count), count => count >= 100);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory of a reader with its client: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 100 / 1024} KiB"));

        var lasts = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            heard.Clear();
            var began = Stopwatch.GetTimestamp();
            await RenameAsync(http, bench, $"Filial {i}");
            await Tools.UntilAsync(() => Task.FromResult(heard.Count), count => count >= 100);
            lasts.Add((heard.Max(x => x.At) - began) * 1000.0 / Stopwatch.Frequency);
        }

        output.WriteLine($"from the request that renames to the last of 100 readers: {Figures.Milliseconds(lasts)}");
        await ends.CancelAsync();
        await Task.WhenAll(readers);
        keys.ForEach(x => x.Dispose());
    }

    private static async Task RenameAsync(HttpClient http, ApiBench bench, string name)
    {
        var (status, answer) = await http.CallAsync(HttpMethod.Patch, $"channels/{bench.Channels[0]}", new { name });
        Assert.True(status == 200, answer.ToJsonString());
    }

    private static async Task ListenAsync(HttpClient http, ConcurrentQueue<(long, long)> heard, CancellationToken ends)
    {
        try
        {
            using var stream = new StreamReader(await http.GetStreamAsync(new Uri("events/stream", UriKind.Relative), ends));
            while (await stream.ReadLineAsync(ends) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    heard.Enqueue(((long)JsonNode.Parse(line[5..])!["sequence"]!, Stopwatch.GetTimestamp()));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It was heard long enough.
        }
    }

    private static async Task<WebApplication> BareAsync(byte[] bytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.Body.WriteAsync(bytes).AsTask();
        });
        await app.StartAsync(Cancellation);
        return app;
    }

    private static async Task<List<double>> TimesAsync(int count, Func<Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }
}
