using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What Meta allows no more of stops only what it is about; what a refused message says of the connection is read at once.</summary>
public sealed class MetaThrottleTests
{
    private const string Customer = "5521976543210";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limit_OfAnAccount_LeavesTheReadingsOfOthers()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var account = world.Bench.Meta.World.AddWaba("Outra");
        var other = world.Bench.Meta.World.AddConnectedNumber(account, "+55 21 3456-7000");
        await world.Bench.ConnectAsync(account, "Suporte");
        world.Bench.Meta.Fail($"GET /{world.Number.Id}", 80007, times: 1, regainMinutes: 120);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new RefreshChannel(world.Id)));
        var (asked, since) = (CallsTo(world, world.Number.Id), world.Bench.Time.GetUtcNow());

        await world.UntilReadAsync(CallsTo(world, other.Id), other);
        Assert.True(world.Bench.Time.GetUtcNow() - since < TimeSpan.FromMinutes(120));
        Assert.Equal(asked, CallsTo(world, world.Number.Id));
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);

        await world.UntilReadAsync(asked);
        Assert.True(world.Bench.Time.GetUtcNow() - since >= TimeSpan.FromMinutes(120));
    }

    [Theory]
    [InlineData(130429)]
    [InlineData(131048)]
    [InlineData(131056)]
    [InlineData(131064)]
    public async Task Limit_OfMessages_StopsNoReading(int code)
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.Fail("/messages", code, times: 1, regainMinutes: 120);
        var message = await world.SendTextAsync(Customer, "Olá");
        await world.UntilSentAsync(message, SendState.Sent);
        var since = world.Bench.Time.GetUtcNow();

        await world.UntilReadAsync(CallsTo(world, world.Number.Id));

        Assert.True(world.Bench.Time.GetUtcNow() - since < TimeSpan.FromMinutes(120));
    }

    [Theory]
    [InlineData(190)]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(131031)]
    [InlineData(133010)]
    public async Task Send_RefusedForWantOfAConnection_IsReadAtOnce(int code)
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Time.Advance(TimeSpan.FromSeconds(10));
        world.Number.Status = "BANNED";
        world.Bench.Meta.Fail("/messages", code);

        await world.SendTextAsync(Customer, "Olá");

        // Nobody moves the clock on.
        await world.Bench.Statuses.UntilAsync(world.Id, x => x.Reason.Code == ReasonCode.BlockedByMeta).WaitAsync(Patience.Limit, Cancellation);
    }

    private static int CallsTo(ConnectedWorld world, string numberId) => world.Bench.Meta.CallsTo($"GET /{numberId}").Count;
}
