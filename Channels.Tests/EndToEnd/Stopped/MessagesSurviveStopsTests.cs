using Channels.Tests.Support;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>
/// Customers go on writing to a linked device and to an official number while the app is killed, its engine is killed, the app
/// is stopped as a service manager does, the network breaks and the disk is full, in turn: each message is in the log and in
/// the log of events, once, and another system was told of it.
/// </summary>
public sealed class MessagesSurviveStopsTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    [Fact]
    public Task StoppedSixTimes_EachMessageIsThereOnce() => StopAsync(stops: 6, pauseMs: 150, diskMegabytes: 24);

    /// <summary>
    /// The long run, with the seed that it prints:
    /// <c>TEST_PATIENCE_SECONDS=600 dotnet run --project Channels.Tests -- -explicit only -class Channels.Tests.EndToEnd.Stopped.MessagesSurviveStopsTests -showLiveOutput</c>.
    /// What the last stop left behind takes minutes to come in.
    /// </summary>
    [Fact(Explicit = true)]
    public Task StoppedThreeHundredTimes_EachMessageIsThereOnce() => StopAsync(stops: 300, pauseMs: 25, diskMegabytes: 512);

    /// <param name="pauseMs">Between two messages.</param>
    private async Task StopAsync(int stops, int pauseMs, int diskMegabytes)
    {
        await using var world = await StoppedWorld.StartAsync(server, diskMegabytes);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var linked = WriteAsync(world.WriteAsync, "3EB0", pauseMs, enough.Token);
        var official = WriteAsync(world.WriteOfficialAsync, "wamid.", pauseMs, enough.Token);
        for (var stop = 0; stop < stops; stop++)
        {
            await world.StopAsync(stop, random);
            if (stop % 25 == 24)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.Now:T} {stop + 1} stops");
            }
        }

        await enough.CancelAsync();
        var (byDevice, byMeta) = (await linked, await official);
        await world.SettleAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{byDevice.Count} messages to the device, {byMeta.Count} to the official number, {stops} stops");

        Assert.Equal([.. byDevice, .. byMeta], await world.QueryAsync("SELECT WhatsAppId FROM Messages ORDER BY WhatsAppId"));
        var count = $"{byDevice.Count + byMeta.Count}";
        Assert.Equal([$"{count}|{count}"], await world.QueryAsync("SELECT COUNT(*), COUNT(DISTINCT Subject) FROM Events WHERE Type = 'message.received'"));
        Assert.Equal(["1|1"], await world.QueryAsync("SELECT MIN(Sequence), MAX(Sequence) = COUNT(*) FROM Events"));
        Assert.Empty(await world.QueryAsync("SELECT Id FROM Messages WHERE Type <> 'Text'"));

        // By webhook each of them came too, some more than once, always under one id.
        Assert.Equal(
            await world.QueryAsync("SELECT Sequence FROM Events WHERE Type = 'message.received' ORDER BY Sequence"),
            world.Told.Select(x => x.Sequence).Distinct().Order().Select(x => $"{x}"));
        Assert.Equal(world.Told.Select(x => x.Sequence).Distinct().Count(), world.Told.Distinct().Count());
    }

    /// <returns>The ids, in their order.</returns>
    private static async Task<List<string>> WriteAsync(Func<string, int, Task> writeAsync, string prefix, int pauseMs, CancellationToken enough)
    {
        var sent = new List<string>();
        while (!enough.IsCancellationRequested)
        {
            var id = $"{prefix}{sent.Count:D6}";
            await writeAsync(id, sent.Count % 7);
            sent.Add(id);
            await Task.Delay(pauseMs, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return sent;
    }
}
