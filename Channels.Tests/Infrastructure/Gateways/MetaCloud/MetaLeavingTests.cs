using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Official;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Whoever disconnects while Meta cannot be told: the authorization is kept until it was, and is good for nothing else.</summary>
public sealed class MetaLeavingTests
{
    private const string Customer = "5521976543210";

    [Fact]
    public async Task Disconnect_WhereMetaCannotBeTold_SaysSo_AndTellsItLater_AlsoAfterARestart()
    {
        await using var world = await StartAsync();
        Assert.Single(await KeptAsync(world));

        await world.Bench.RestartAsync();
        Assert.Equal(ReasonCode.DisconnectedStillSubscribed, (await world.FindAsync()).Reason.Code);
        world.Bench.Meta.Recover();
        await world.Bench.UntilAsync(world.Id, ReasonCode.DisconnectedBy);

        Assert.Equal("Ana", (await world.FindAsync()).Reason.Who);
        Assert.Null(world.Account.Subscription);
        Assert.Empty(await KeptAsync(world));
    }

    [Fact]
    public async Task WhatCustomersWriteMeanwhile_IsNobodys()
    {
        await using var world = await StartAsync();

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi"));
        await world.UntilHandledAsync();

        Assert.Empty(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
    }

    [Fact]
    public async Task WhatIsKept_ConnectsNothing()
    {
        await using var world = await StartAsync();

        Assert.Empty(await world.Bench.SendAsync(new ListOfferedNumbers(world.Id)));
        await world.Bench.SendAsync(new FinishOfficial(world.Id));

        Assert.Equal(ReasonCode.AuthorizationInvalid, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Authorized_Anew_StaysSubscribed()
    {
        await using var world = await StartAsync();
        world.Bench.Meta.Recover();

        await world.Bench.AuthorizeAsync(world.Id, world.Account);
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.NotNull(world.Account.Subscription);
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task AccountThatAnotherInstanceTookMeanwhile_StaysSubscribed()
    {
        await using var world = await StartAsync();
        await world.Bench.StopWorkersAsync();
        world.Bench.Meta.Recover();
        world.Bench.Meta.World.NumbersOf(world.Account).ToList().ForEach(x => x.DisplayPhoneNumber = "+55 21 3456-7000");
        var other = await world.Bench.CreateAsync("Suporte");
        await world.Bench.AuthorizeAsync(other, world.Account);
        Assert.NotNull(await world.Bench.Gateway.ConfirmAsync(other, TestContext.Current.CancellationToken));

        await world.Bench.Gateway.ConfirmAsync(world.Id, TestContext.Current.CancellationToken);

        Assert.NotNull(world.Account.Subscription);
        Assert.Equal(ReasonCode.DisconnectedBy, (await world.FindAsync()).Reason.Code);
        Assert.Single(await KeptAsync(world));
    }

    private static async Task<ConnectedWorld> StartAsync()
    {
        var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.FailWithHtml("subscribed_apps", times: 100_000);
        var channel = await world.Bench.SendAsync(new DisconnectChannel(world.Id));
        Assert.Equal(ReasonCode.DisconnectedStillSubscribed, channel.Reason.Code);
        return world;
    }

    private static Task<IReadOnlyList<string>> KeptAsync(ConnectedWorld world) => world.Bench.QueryAsync("SELECT Channel FROM MetaAccounts");
}
