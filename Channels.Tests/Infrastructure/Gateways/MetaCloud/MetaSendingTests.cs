using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.GraphServer;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Messages leave by the official API, each once, and what webhooks tell of them is kept.</summary>
public sealed class MetaSendingTests
{
    private const string Customer = "5521976543210";
    private const string UserId = "BR.13491208655302741918";

    [Fact]
    public async Task WithinADayOfTheCustomersWord_ItIsHandedOver_WhateverMetaCallsTheCustomer()
    {
        await using var world = await ConnectedWorld.StartAsync();

        await world.UntilSentAsync(await world.SendTextAsync(Customer, "Olá"), SendState.Sent);

        var sent = Assert.Single(world.Bench.Meta.World.Sent);
        Assert.Equal([sent.Id], await world.Bench.QueryAsync("SELECT WhatsAppId FROM Outgoing"));
        // Meta's name of the customer lacks the ninth digit; it is the same conversation.
        Assert.NotEqual(Customer, sent.WaId);
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, sent.WaId, "Oi de novo"));
        await world.UntilHandledAsync();
        Assert.Single(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));
    }

    [Fact]
    public async Task OutsideTheWindow_IsSaidBefore_AndATemplateGoes()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await Rules.BreaksAsync(Rule.WindowNeverOpened, () => world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá")));
        await world.HearAsync(Customer);
        var wrote = world.Bench.Time.GetUtcNow();
        world.Bench.Time.Advance(TimeSpan.FromHours(25));

        var closed = await Rules.BreaksAsync(Rule.WindowClosed, () => world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá")));
        var template = new OutgoingContent { Template = new OutgoingTemplate("lembrete", "pt_BR") };
        await world.UntilSentAsync(
            await world.Bench.SendAsync(new SendMessage(world.Id, new SendTarget(Customer), new OutgoingOrder(template))), SendState.Sent);

        Assert.True(Assert.IsType<DateTimeOffset>(Assert.Single(closed.Arguments)) - wrote < TimeSpan.FromHours(24.1));
        Assert.Equal(("template", "lembrete"), (Assert.Single(world.Bench.Meta.World.Sent).Type, world.Bench.Meta.World.Sent[0].Text));
    }

    [Fact]
    public async Task Window_ThatMetaHasClosed_IsSaidAsOurs()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.HearAsync(Customer);
        world.Bench.Meta.Fail("/messages", 131047);

        var message = await world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá"));

        Assert.Equal("Failed|WindowClosed|131047", await world.UntilSentAsync(message, SendState.Failed));
    }

    [Theory]
    [InlineData(130429)]
    [InlineData(131056)]
    [InlineData(80007)]
    [InlineData(131016)]
    public async Task WhatMetaTakesNotNow_GoesLater_Once(int code)
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.HearAsync(Customer);
        world.Bench.Meta.Fail("/messages", code, times: 2);

        await world.UntilSentAsync(await world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá")), SendState.Sent);

        Assert.Single(world.Bench.Meta.World.Sent);
    }

    [Fact]
    public async Task WhatIsRefusedForTheConnectionsSake_Waits_AndIsReadAtOnce()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.HearAsync(Customer);
        world.Token.Revoke(458);

        var waits = await world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá"));
        await world.Bench.UntilAsync(world.Id, ReasonCode.AppRemoved);

        await world.UntilSentAsync(waits, SendState.Queued);
        Assert.Empty(world.Bench.Meta.World.Sent);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(200, true)]
    public async Task RefusedForWantOfAPermission_IsAWarning_UntilOneIsSentOrADayIsOver(int code, bool sendsAgain)
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.HearAsync(Customer);
        world.Bench.Meta.Fail("/messages", code);
        var at = world.Bench.Time.GetUtcNow();

        await world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá"));
        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedSendingRefused);
        Assert.InRange((await world.FindAsync()).Reason.ToldAt!.Value, at, world.Bench.Time.GetUtcNow());

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
    public async Task WhoseAnswerIsLost_IsUncertain_IsNeverSentTwice_AndItsStatusTells()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.HearAsync(Customer);
        world.Bench.Meta.Drop("/messages", afterTheDeed: true);
        var message = await world.Bench.SendAsync(SendingExtensions.Text(world.Id, Customer, "Olá"));
        await world.UntilSentAsync(message, SendState.Uncertain);
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        var sent = Assert.Single(world.Bench.Meta.World.Sent);

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.Status(sent, "delivered"));

        await world.UntilSentAsync(message, SendState.Delivered);
        Assert.Single(world.Bench.Meta.World.Sent);
        Assert.Equal(["Out"], await world.Bench.QueryAsync("SELECT Direction FROM Messages WHERE Direction = 'Out'"));
    }

    [Fact]
    public async Task Statuses_InAnyOrder_Twice_LeaveTheHighest()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var message = await world.SendTextAsync(Customer, "Olá");
        await world.UntilSentAsync(message, SendState.Sent);
        var sent = world.Bench.Meta.World.Sent[0];
        var events = world.Bench.Meta.Events;

        foreach (var status in new[] { "read", "sent", "delivered", "read", "sent" })
        {
            await world.Bench.DeliverAsync(events.Status(sent, status));
        }

        await world.UntilHandledAsync();
        await world.UntilSentAsync(message, SendState.Read);
        Assert.Equal(
            ["message.sent", "message.read"],
            await world.Bench.QueryAsync("SELECT Type FROM Events WHERE Type LIKE 'message.%' AND Type <> 'message.received' ORDER BY Sequence"));
    }

    [Fact]
    public async Task Failure_ThatComesLater_IsKept_WhateverFollows()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var message = await world.SendTextAsync(Customer, "Olá");
        await world.UntilSentAsync(message, SendState.Sent);
        var (sent, events) = (world.Bench.Meta.World.Sent[0], world.Bench.Meta.Events);

        await world.Bench.DeliverAsync(events.Status(sent, "failed", (131026, "Message undeliverable")));
        await world.UntilSentAsync(message, SendState.Failed);
        await world.Bench.DeliverAsync(events.Status(sent, "sent"));
        await world.UntilHandledAsync();

        Assert.Equal("Failed|Refused|131026", await world.UntilSentAsync(message, SendState.Failed));
    }

    [Fact]
    public async Task ContactWithoutANumber_IsReachedByTheirId()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.World.Hear(world.Number, UserId);
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextOfUser(world.Number, UserId, "Oi"));
        await world.UntilHandledAsync();
        var conversation = Guid.Parse((await world.Bench.QueryAsync("SELECT Id FROM Conversations"))[0]);

        var order = new OutgoingOrder(new OutgoingContent { Text = "Olá" });
        await world.UntilSentAsync(await world.Bench.SendAsync(new SendMessage(world.Id, new SendTarget(Conversation: conversation), order)), SendState.Sent);

        Assert.Equal(UserId, Assert.Single(world.Bench.Meta.World.Sent).Input);
    }

    [Fact]
    public async Task LocationAndReaction_AreHandedOverAsMetaHasThem()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.HearAsync(Customer);
        OutgoingContent[] contents =
            [new() { Location = new OutgoingLocation(-23.55, -46.63, "Loja") }, new() { Reaction = new OutgoingReaction("wamid.x", "👍") }];

        foreach (var content in contents)
        {
            await world.UntilSentAsync(
                await world.Bench.SendAsync(new SendMessage(world.Id, new SendTarget(Customer), new OutgoingOrder(content))), SendState.Sent);
        }

        Assert.Equal(["location", "reaction"], world.Bench.Meta.World.Sent.Select(x => x.Type));
    }
}
