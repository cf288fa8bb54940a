using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Two channels with numbers of one account, which has one subscription: the last one ends it, and no one before.</summary>
public sealed class MetaSharedAccountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disconnect_WhereAnotherInstanceHasANumberOfTheAccount_KeepsTheSubscription()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var other = await ConnectAnotherAsync(world);

        await world.Bench.SendAsync(new DisconnectChannel(world.Id));
        Assert.NotNull(world.Account.Subscription);

        await world.Bench.SendAsync(new DisconnectChannel(other));
        Assert.Null(world.Account.Subscription);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task BothAtOnce_LeaveNoSubscription(bool removesOne, bool removesOther)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var other = await ConnectAnotherAsync(world);
        var deletion = world.Bench.Meta.Hold($"DELETE /{world.Account.Id}/subscribed_apps");
        var writes = await world.Bench.HoldWritesAsync();

        // Neither can forget before both have looked who is left, or stand in line for it.
        Task[] ends = [EndAsync(world.Id, removesOne), EndAsync(other, removesOther)];
        await writes.ReleaseAsync();
        await Task.WhenAny(deletion.Reached, Task.WhenAll(ends));
        deletion.Release();
        await Task.WhenAll(ends);

        Assert.Null(world.Account.Subscription);
        Assert.Single(world.Bench.Meta.CallsTo($"DELETE /{world.Account.Id}/subscribed_apps"));
        Assert.Empty(await KeptAsync(world));

        Task EndAsync(ChannelId id, bool removes) => removes
            ? world.Bench.Lines[id].RemoveAsync(Cancellation)
            : world.Bench.Lines[id].DisconnectAsync(Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AppThatDiesOnTheWay_GoesOnWithTheLastOne(bool afterTheDeed)
    {
        await using var world = await ConnectedWorld.StartAsync();
        var other = await ConnectAnotherAsync(world);
        var deletion = world.Bench.Meta.Hold($"DELETE /{world.Account.Id}/subscribed_apps", afterTheDeed);
        using var death = new CancellationTokenSource();
        Task[] ends = [world.Bench.Gateway.RemoveAsync(world.Id, death.Token), world.Bench.Gateway.RemoveAsync(other, death.Token)];
        await deletion.Reached;
        await death.CancelAsync();
        await Task.WhenAll(ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await world.Bench.StopAsync();
        Assert.Single(await KeptAsync(world));

        // Both jobs are still to be done, as far as the store knows.
        await world.Bench.StartAgainAsync();
        await world.Bench.Gateway.RemoveAsync(world.Id, Cancellation);
        await world.Bench.Gateway.RemoveAsync(other, Cancellation);

        Assert.Null(world.Account.Subscription);
        Assert.Empty(await KeptAsync(world));
    }

    [Fact]
    public async Task MetaThatCannotBeTold_IsToldLaterByTheLastOne()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var other = await ConnectAnotherAsync(world);
        world.Bench.Meta.FailWithHtml($"DELETE /{world.Account.Id}/subscribed_apps", times: 3);

        await world.Bench.Gateway.RemoveAsync(world.Id, Cancellation);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.Gateway.RemoveAsync(other, Cancellation));
        Assert.NotNull(world.Account.Subscription);

        await world.Bench.Gateway.RemoveAsync(other, Cancellation);
        Assert.Null(world.Account.Subscription);
        Assert.Empty(await KeptAsync(world));
    }

    [Fact]
    public async Task WhoComesWhileTheLastOneGoes_IsSubscribed()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var coming = await world.Bench.CreateAsync("Suporte");
        world.Bench.Meta.World.AddConnectedNumber(world.Account, "+55 21 3456-7000");
        var deletion = world.Bench.Meta.Hold($"DELETE /{world.Account.Id}/subscribed_apps");
        var going = world.Bench.Gateway.RemoveAsync(world.Id, Cancellation);
        await deletion.Reached;
        await world.Bench.AuthorizeAsync(coming, world.Account);
        await world.Bench.UntilAsync(coming, ReasonCode.ChooseNumber);
        var asked = world.Bench.Meta.CallsTo($"GET /{world.Account.Id}/subscribed_apps").Count;
        await world.Bench.SendAsync(new ChooseNumber(coming, world.Bench.Meta.World.NumbersOf(world.Account).Single(x => x.Id != world.Number.Id).Id));

        // Time to ask, for whom nothing holds back.
        for (var step = 0; step < 50; step++)
        {
            await world.Bench.StepAsync(MetaBench.Step, Cancellation);
        }

        Assert.Equal(asked, world.Bench.Meta.CallsTo($"GET /{world.Account.Id}/subscribed_apps").Count);
        deletion.Release();
        await world.Bench.UntilAsync(coming, ReasonCode.Connected);
        Assert.NotNull(world.Account.Subscription);
        await going;
    }

    private static async Task<ChannelId> ConnectAnotherAsync(ConnectedWorld world)
    {
        var number = world.Bench.Meta.World.AddConnectedNumber(world.Account, "+55 21 3456-7000");
        var id = await world.Bench.CreateAsync("Suporte");
        await world.Bench.AuthorizeAsync(id, world.Account);
        await world.Bench.UntilAsync(id, ReasonCode.ChooseNumber);
        await world.Bench.SendAsync(new ChooseNumber(id, number.Id));
        await world.Bench.UntilAsync(id, ReasonCode.Connected);
        await world.Bench.UntilToldAsync(id);
        return id;
    }

    private static Task<IReadOnlyList<string>> KeptAsync(ConnectedWorld world) => world.Bench.QueryAsync("SELECT Channel FROM MetaAccounts");
}
