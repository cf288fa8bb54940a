using Channels.Domain;
using Channels.Domain.UseCases.Connect;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>How it ends.</summary>
public sealed class MetaEndsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disconnect_EndsTheSubscriptionAndForgetsTheToken_AndNeverDeregisters()
    {
        await using var world = await ConnectedWorld.StartAsync();

        var channel = await world.Bench.SendAsync(new DisconnectChannel(world.Id));

        Assert.Equal(ReasonCode.DisconnectedBy, channel.Reason.Code);
        Assert.Null(channel.Official);
        Assert.Null(world.Account.Subscription);
        Assert.Empty(await world.Bench.QueryAsync("SELECT Channel FROM MetaAccounts"));
        Assert.Empty(world.Bench.Meta.CallsTo("/deregister"));
        Assert.Null(await world.Bench.Gateway.ConfirmAsync(world.Id, Cancellation));
    }

    [Fact]
    public async Task Remove_WhereMetaCannotBeTold_KeepsTheTokenForTheNextTry()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.FailWithHtml("subscribed_apps", times: 3);

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.Gateway.RemoveAsync(world.Id, Cancellation));
        Assert.Single(await world.Bench.QueryAsync("SELECT Channel FROM MetaAccounts"));

        await world.Bench.Gateway.RemoveAsync(world.Id, Cancellation);
        await world.Bench.Gateway.RemoveAsync(world.Id, Cancellation);
        Assert.Null(world.Account.Subscription);
        Assert.Empty(await world.Bench.QueryAsync("SELECT Channel FROM MetaAccounts"));
    }

    [Fact]
    public async Task Remove_WhereTheAnswerSaysYesAndNothingHappened_IsNotDone()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.FailWith($"DELETE /{world.Account.Id}/subscribed_apps", 200, """{"success":true}""", "application/json");

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.Gateway.RemoveAsync(world.Id, Cancellation));
    }

    [Fact]
    public async Task Remove_WithARevokedToken_IsDone()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Token.Revoke(458);

        await world.Bench.Gateway.RemoveAsync(world.Id, Cancellation);

        Assert.Empty(await world.Bench.QueryAsync("SELECT Channel FROM MetaAccounts"));
    }

    [Fact]
    public async Task Secrets_AreNowhereInClear()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var fresh = world.Bench.Meta.World.AddWaba("Nova");
        var number = world.Bench.Meta.World.AddNumber(fresh, "+55 21 3456-7000");
        await world.Bench.ConnectAsync(fresh, "Suporte");
        world.Token.Revoke(458);
        await world.Bench.UntilAsync(world.Id, ReasonCode.AppRemoved);

        var database = System.Text.Encoding.Latin1.GetString(await world.Bench.DatabaseAsync());
        string[] secrets =
        [
            .. world.Bench.Meta.Calls.Select(x => x.Bearer).OfType<string>().Distinct(),
            .. world.Bench.Meta.CallsTo("oauth/access_token").Select(x => x.Query["code"]),
            world.Bench.Meta.AppSecret,
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, database, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, world.Bench.Logs, StringComparison.Ordinal));
        Assert.DoesNotContain($"\"{number.Pin}\"", world.Bench.Logs, StringComparison.Ordinal);
        Assert.Empty(await world.Bench.QueryAsync($"SELECT 1 FROM MetaAccounts WHERE CAST(Pin AS TEXT) LIKE '%{number.Pin}%'"));
    }
}
