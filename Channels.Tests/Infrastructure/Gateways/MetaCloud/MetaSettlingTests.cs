using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.GraphServer;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>The first readings after an authorization, while Meta lags behind (contract, 0a.7).</summary>
public sealed class MetaSettlingTests
{
    private const string Display = "+55 11 98765-4321";

    public static TheoryData<string> Lags => ["pending", "in review", "not there yet"];

    [Theory]
    [MemberData(nameof(Lags))]
    public async Task Number_ThatMetaStillPrepares_IsConnecting_AndConnectsByItself(string lag)
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, number) = await LagAsync(bench, lag);
        await bench.UntilAsync(id, ReasonCode.NumberSettling);

        bench.Meta.Recover();
        (number.Status, number.PlatformType) = ("CONNECTED", "CLOUD_API");

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Empty(bench.Meta.CallsTo("/register"));
        Assert.DoesNotContain(bench.Statuses.Of(id).Skip(1), x => x.Status == ChannelStatus.Disconnected);
    }

    [Theory]
    [MemberData(nameof(Lags))]
    public async Task Number_ThatDoesNotSettleWithinAnHour_IsFinal(string lag)
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, _) = await LagAsync(bench, lag);
        await bench.UntilAsync(id, ReasonCode.NumberSettling);
        await bench.StopAsync();
        await bench.StartAgainAsync();
        Assert.Equal(ReasonCode.NumberSettling, (await bench.FindAsync(id)).Reason.Code);

        bench.Time.Advance(TimeSpan.FromHours(1));

        await bench.UntilAsync(id, x => x.Status == ChannelStatus.Disconnected);
    }

    [Fact]
    public async Task Number_ThatSettles_IsLookedAtWithinAMinute()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, number) = await LagAsync(bench, "pending");
        await bench.UntilAsync(id, ReasonCode.NumberSettling);
        await bench.SendAsync(new RefreshChannel(id));
        (number.Status, number.PlatformType) = ("CONNECTED", "CLOUD_API");

        bench.Time.Advance(TimeSpan.FromMinutes(1));

        // Nobody moves the clock on.
        await bench.Statuses.UntilAsync(id, x => x.Reason.Code == ReasonCode.Connected).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Number_ThatWasConnected_SettlesNoMore()
    {
        await using var world = await ConnectedWorld.StartAsync(Display);
        world.Number.Status = "DISCONNECTED";

        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(ReasonCode.NumberOffAtMeta, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Number_ConnectedOnTheCloudApi_IsNotRegisteredForItsThroughput()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display).ThroughputLevel = "NOT_APPLICABLE";

        await bench.ConnectAsync(account);

        Assert.Empty(bench.Meta.CallsTo("/register"));
    }

    private static async Task<(ChannelId Id, WabaNumber Number)> LagAsync(MetaBench bench, string lag)
    {
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddConnectedNumber(account, Display);
        (number.IsOnBizApp, number.Status) = (true, lag == "pending" ? "PENDING" : "CONNECTED");
        if (lag != "pending")
        {
            bench.Meta.Fail($"GET /{number.Id}", 100, status: lag == "in review" ? 422 : 400, subcode: lag == "in review" ? null : 33, times: 100_000);
        }

        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        return (id, number);
    }
}
