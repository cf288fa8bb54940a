using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Official;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>A number that is also in the WhatsApp Business app is never taken from there by the console alone.</summary>
public sealed class MetaCoexistenceTests
{
    [Fact]
    public async Task Offboarded_IsShownAndRegistersNothing_AndComesBackByItself()
    {
        await using var world = await StartAsync();
        await OffboardAsync(world);
        Assert.Equal(world.Bench.Time.GetUtcNow().Date, (await world.FindAsync()).Reason.ToldAt?.Date);

        // However often somebody looks, and over a restart.
        await world.Bench.SendAsync(new FinishOfficial(world.Id));
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        await RestartAsync(world);
        Assert.Equal(ReasonCode.SuspendedByMeta, (await world.FindAsync()).Reason.Code);

        world.Number.Reconnect();
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.Reconnected(world.Account));
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
        AssertNotRegistered(world);
    }

    [Fact]
    public async Task Offboarded_ForLong_SaysThatTheNumberLeft_AndStillRegistersNothing()
    {
        await using var world = await StartAsync();
        await OffboardAsync(world);

        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberLeftApi);
        await world.Bench.SendAsync(new FinishOfficial(world.Id));
        await world.Bench.SendAsync(new ConnectChannel(world.Id));
        await RestartAsync(world);

        Assert.Equal(ReasonCode.NumberLeftApi, (await world.FindAsync()).Reason.Code);
        AssertNotRegistered(world);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Coexistence_IsRemembered_OverEverythingThatIsNotAnotherNumber(bool onlyByTheAttempt)
    {
        await using var world = await ConnectedWorld.StartAsync();
        if (onlyByTheAttempt)
        {
            await world.Bench.QueryAsync("UPDATE MetaAccounts SET IsCoexistence = 1");
        }

        world.Number.IsOnBizApp = !onlyByTheAttempt;
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        await world.Bench.SendAsync(new DisconnectChannel(world.Id));
        world.Number.Offboard();

        await world.Bench.AuthorizeAsync(world.Id, world.Account);
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberLeftApi);
        await world.Bench.AuthorizeAsync(world.Id, world.Account);
        await RestartAsync(world);

        // Right after an authorization Meta may still lag behind.
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberSettling);
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberLeftApi);
        AssertNotRegistered(world);
    }

    [Fact]
    public async Task TakeOver_Unconfirmed_BreaksRuleAndRegistersNothing()
    {
        await using var world = await StartAsync();
        await OffboardAsync(world);
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberLeftApi);

        var refused = await Assert.ThrowsAnyAsync<RuleViolation>(() => world.Bench.SendAsync(new TakeOverNumber(world.Id, IsConfirmed: false)));

        Assert.Equal(Rule.TakeoverUnconfirmed, refused.Rule);
        AssertNotRegistered(world);
    }

    [Fact]
    public async Task TakeOver_OfANumberThatIsOnlySuspended_RegistersNothing()
    {
        await using var world = await StartAsync();
        await OffboardAsync(world);

        Assert.Equal(ReasonCode.SuspendedByMeta, (await world.Bench.SendAsync(new TakeOverNumber(world.Id, IsConfirmed: true))).Reason.Code);

        AssertNotRegistered(world);
    }

    [Fact]
    public async Task TakeOver_Confirmed_Registers_AndGoesOnAfterARestart()
    {
        await using var world = await StartAsync();
        await OffboardAsync(world);
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberLeftApi);
        world.Bench.Meta.Fail("/register", 133004);

        // Whoever authorized said so, too.
        await world.Bench.QueryAsync("UPDATE MetaAccounts SET IsCoexistence = 1");

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new TakeOverNumber(world.Id, IsConfirmed: true)));
        await world.Bench.StopAsync();
        await world.Bench.StartAgainAsync();

        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
        Assert.Equal(2, world.Bench.Meta.CallsTo("/register").Count);

        // From then on it is as any other.
        world.Number.Offboard();
        await world.Bench.UntilAsync(world.Id, ReasonCode.RegisteringNumber);
    }

    private static async Task<ConnectedWorld> StartAsync()
    {
        var world = await ConnectedWorld.StartAsync();
        world.Number.IsOnBizApp = true;
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        return world;
    }

    private static async Task OffboardAsync(ConnectedWorld world)
    {
        world.Number.Offboard();
        world.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.Offboarded(world.Account));
        await world.Bench.UntilAsync(world.Id, ReasonCode.SuspendedByMeta);
    }

    private static async Task RestartAsync(ConnectedWorld world)
    {
        await world.Bench.StopAsync();
        var reads = world.Bench.Meta.CallsTo($"GET /{world.Number.Id}").Count;
        await world.Bench.StartAgainAsync();
        await world.UntilReadAsync(reads);
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
    }

    private static void AssertNotRegistered(ConnectedWorld world)
    {
        Assert.Empty(world.Bench.Meta.CallsTo("/register"));
        Assert.Null(world.Number.Pin);
    }
}
