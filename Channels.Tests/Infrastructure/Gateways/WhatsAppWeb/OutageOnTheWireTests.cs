using System.Globalization;
using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The network of 21 lines goes and comes back, with the real engine against the WhatsApp server. The app's time is the
/// tests' and passes once what it set off is done.
/// </summary>
public sealed class OutageOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const int Lines = 21;

    private static readonly string[] Numbers =
        [.. Enumerable.Range(0, Lines).Select(i => (5511987650000 + i).ToString(CultureInfo.InvariantCulture))];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task NetworkAwayForTenSeconds_SeventyFive_AndFiveMinutes_AllAreBackWithinTen_OneLoginEach_NoBurst()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        await using var bench = await GatewayBench.StartAsync(
            server.Url,
            options =>
            {
                // As the product has them.
                var product = new WhatsAppWebOptions();
                (options.FirstRetry, options.LastRetry) = (product.FirstRetry, product.LastRetry);
                (options.TurnInterval, options.WakeSpread) = (product.TurnInterval, product.WakeSpread);

                // An answer that is on its way while minutes pass would be late.
                options.PingInterval = options.QueryTimeout = TimeSpan.FromDays(1);
            },
            _time);
        var ids = await LinkAsync(bench);

        foreach (var seconds in (int[])[10, 75, 300])
        {
            _time.Advance(TimeSpan.FromMinutes(2));
            var upgrades = await UpgradesAsync();
            await server.SetModeAsync(new { upgrade = "refuse" });
            await Task.WhenAll(Numbers.Select(number => server.DoAsync(number, "drop")));
            await Task.WhenAll(ids.Select(id => bench.UntilAsync(id, ReasonCode.Reconnecting)));

            await PassAsync(bench, ids, TimeSpan.FromSeconds(seconds));
            Assert.InRange(await UpgradesAsync() - upgrades, (seconds / 5) - 1, (seconds / 5) + 1);
            await server.SetModeAsync(new { upgrade = "ok" });
            var returned = _time.GetUtcNow();
            await ComeBackAsync(bench, ids);

            var backs = ids.Select(id => bench.Statuses.Now(id)!.Since - returned).Order().ToArray();
            Assert.InRange(backs[^1], TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.All(backs.GroupBy(back => back).Skip(1), moment => Assert.Single(moment));
        }

        foreach (var number in Numbers)
        {
            // The first one, and one after each outage.
            var phone = await server.PhoneAsync(number);
            Assert.Equal((4, 1), ((int)phone["logins"]!, (int)phone["sockets"]!["max"]!));
        }
    }

    private async Task<ChannelId[]> LinkAsync(GatewayBench bench)
    {
        var ids = new ChannelId[Lines];
        for (var i = 0; i < Lines; i++)
        {
            await server.AddPhoneAsync(Numbers[i], new { history = false });
            ids[i] = await bench.ConnectAsync(server, Numbers[i], $"Loja {i + 1}");
        }

        return ids;
    }

    /// <summary>Nobody answers; each try ends before more time passes.</summary>
    private async Task PassAsync(GatewayBench bench, ChannelId[] ids, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            var attempts = Attempts(bench, ids);
            var upgrades = await UpgradesAsync();
            _time.Advance(TimeSpan.FromSeconds(1));

            // Counted from the cut, a turn comes after 1, 6, 11 seconds and so on.
            if ((passed.TotalSeconds % 5) == 0)
            {
                await Tools.UntilAsync(() => Task.FromResult(Attempts(bench, ids)), now => now > attempts);
                Assert.Equal(upgrades + 1, await UpgradesAsync());
            }
        }
    }

    private async Task ComeBackAsync(GatewayBench bench, ChannelId[] ids)
    {
        // The next turn, and at once the first of those that it wakes.
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var back = 2; back <= Lines; back++)
        {
            var wanted = back;
            Assert.InRange(await Tools.UntilAsync(() => Task.FromResult(Connected(bench, ids)), now => now >= wanted), wanted, Lines);
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }
    }

    private static int Attempts(GatewayBench bench, ChannelId[] ids) => ids.Sum(id => bench.Statuses.Now(id)!.Reason.Attempt ?? 0);

    private static int Connected(GatewayBench bench, ChannelId[] ids) =>
        ids.Count(id => bench.Statuses.Now(id)!.Status == ChannelStatus.Connected);

    private async Task<int> UpgradesAsync() => (await server.StateAsync())["upgrades"]!.AsArray().Count;
}
