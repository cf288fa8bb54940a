using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Sending, and how it ends.</summary>
public sealed class MetaEndsTests
{
    private const string Customer = "5521976543210";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_WithinADayOfTheCustomersWord_IsHandedOver_WhateverMetaCallsTheCustomer()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi"));
        world.Bench.Meta.World.Hear(world.Number, Customer);
        await world.UntilConversationsAsync(1);

        var messageId = await world.Bench.SendAsync(new SendMessage(world.Id, "+" + Customer, "Olá"));

        var sent = Assert.Single(world.Bench.Meta.World.Sent);
        Assert.Equal(sent.Id, messageId);
        // Meta's name of the customer lacks the ninth digit; it is the same conversation.
        Assert.NotEqual(Customer, sent.WaId);
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, sent.WaId, "Oi de novo"));
        await world.UntilHandledAsync();
        Assert.Single(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
    }

    [Fact]
    public async Task Send_OutsideTheWindow_IsRefusedWithMetasCode()
    {
        await using var world = await ConnectedWorld.StartAsync();

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => world.Bench.SendAsync(new SendMessage(world.Id, Customer, "Olá")));

        Assert.Equal((Rule.SendRefused, "131047"), (refused.Rule, refused.Arguments.Single()));
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Send_WithARevokedToken_IsRefused_AndTheReasonIsFoundAtOnce()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Token.Revoke(458);

        await Assert.ThrowsAsync<RuleViolation>(() => world.Bench.SendAsync(new SendMessage(world.Id, Customer, "Olá")));

        await world.Bench.UntilAsync(world.Id, ReasonCode.AppRemoved);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(200, true)]
    public async Task Send_RefusedForWantOfAPermission_IsAWarning_UntilOneIsSentOrADayIsOver(int code, bool sendsAgain)
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.Fail("/messages", code);
        var at = world.Bench.Time.GetUtcNow();

        await Assert.ThrowsAsync<RuleViolation>(() => world.Bench.SendAsync(new SendMessage(world.Id, Customer, "Olá")));
        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedSendingRefused);
        Assert.Equal(at, (await world.FindAsync()).Reason.ToldAt);

        await world.Bench.RestartAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(sendsAgain ? 1 : 24));
        if (sendsAgain)
        {
            var sent = new SentMessage("wamid.1", world.Number.Id, Customer, Customer, "Oi", world.Bench.Time.GetUtcNow());
            await world.Bench.DeliverAsync(world.Bench.Meta.Events.Status(sent, "sent"));
        }

        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
        Assert.Equal(sendsAgain, world.Bench.Time.GetUtcNow() < at.AddHours(24));
    }

    [Fact]
    public async Task Send_WhoseAnswerIsLost_IsNeverSentTwice()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.World.Hear(world.Number, Customer);
        world.Bench.Meta.Drop("/messages", afterTheDeed: true);

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new SendMessage(world.Id, Customer, "Olá")));

        Assert.Single(world.Bench.Meta.World.Sent);
    }

    [Fact]
    public async Task Send_NotAuthorized_IsUnavailable()
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();

        await Assert.ThrowsAsync<GatewayUnavailable>(() => bench.Gateway.SendAsync(id, PhoneNumber.FromDigits(Customer)!, "Olá", Cancellation));
    }

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
