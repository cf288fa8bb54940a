using System.Diagnostics;
using Channels.App.Live;
using Channels.Tests.Support;

namespace Channels.Tests.Performance;

/// <summary>How long one status change takes from the gateway's word to the wire of an open page, and how many bytes it is.</summary>
public sealed class LiveChangeBenchmark(ITestOutputHelper output)
{
    private const int Changes = 200;

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Change_OnTheWire(int circuits)
    {
        await using var bench = await LiveBench.StartAsync(instances: 50);
        var pages = new List<ProtocolCircuit>();
        for (var i = 0; i < circuits; i++)
        {
            pages.Add(await ProtocolCircuit.OpenAsync(bench.Address, "/canais", bench.Cookies));
        }

        var (first, last, bytes) = (new List<double>(), new List<double>(), new List<int>());
        for (var i = 0; i < Changes; i++)
        {
            // A viewer is called at once only when its last call is a while ago, as it is on a quiet board.
            await Task.Delay(ChannelFeed.Interval * 2, TestContext.Current.CancellationToken);
            var arrivals = pages.Select(x => x.Next()).ToList();
            var start = Stopwatch.GetTimestamp();
            await bench.ChangeAsync(bench.Channels[i % bench.Channels.Count], attempt: i + 1);
            var came = await Task.WhenAll(arrivals);
            first.AddRange(came.Select(x => Stopwatch.GetElapsedTime(start, x.At).TotalMilliseconds));
            last.Add(came.Max(x => Stopwatch.GetElapsedTime(start, x.At).TotalMilliseconds));
            bytes.AddRange(came.Select(x => x.Bytes));
        }

        output.WriteLine(
            $"{circuits} circuits, {Changes} changes: per circuit {Figures.Milliseconds(first)}; last circuit {Figures.Milliseconds(last)}; "
            + $"bytes of a change p50 {bytes.Order().ElementAt(bytes.Count / 2)}, max {bytes.Max()}");
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }
}
