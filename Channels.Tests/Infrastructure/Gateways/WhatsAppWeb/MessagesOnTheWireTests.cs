using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Messages both ways, with the real engine against the WhatsApp server. The traps are those of Baileys.</summary>
public sealed class MessagesOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Customer = "5521912345678";

    [Fact]
    public async Task Text_FromACustomer_OpensAConversation_AndTheNextTouchesIt()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);

        await ReceiveAsync(new { from = Customer, text = "Oi", pushName = "Carla" });
        await ReceiveAsync(new { from = Customer, text = "Tudo bem?", kind = "extendedText", pushName = "Carla Dias" });

        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal(ReceivedMessage.TouchedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Customer}|Carla Dias"], await bench.ConversationsAsync());
    }

    [Fact]
    public async Task Trap7_MessageFromWhileTheAppWasAway_IsTaken()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        await bench.StopAsync();
        await server.UntilAsync(Number, "disconnected");
        await ReceiveAsync(new { from = Customer, text = "Oi", pushName = "Carla" });

        await bench.StartAgainAsync();

        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Customer}|Carla"], await bench.ConversationsAsync());
    }

    [Fact]
    public async Task Text_ByLid_IsKeptUnderBothNames()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        const string lid = "123456789012345";
        await server.PostAsync("contacts", new { number = Customer, lid, name = "Carla" });

        await ReceiveAsync(new { from = Customer, text = "Oi", addressing = "lid" });

        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Customer}|{lid}"], await bench.ConversationsAsync("Number, Lid"));
    }

    [Fact]
    public async Task Text_ThatCouldNotBeReadAtFirst_IsTakenWhenItComesAgain()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);

        await ReceiveAsync(new { from = Customer, text = "Oi", pushName = "Carla", garbled = true });

        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Customer}|Carla"], await bench.ConversationsAsync());
    }

    [Fact]
    public async Task WhatIsNoMessageOfACustomer_OpensNothing_AndIsCounted()
    {
        using var counts = new MessageCounts();
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        string[] kinds = ["group", "status", "newsletter", "reaction", "protocol", "fromMe", "history"];

        foreach (var kind in kinds)
        {
            await ReceiveAsync(new { from = Customer, text = "Oi", kind, target = "3EB0FFFFFFFF" });
        }

        Assert.Equal(ReceivedMessage.Logged, await bench.Received.NextAsync());
        await ReceiveAsync(new { from = Customer, text = "Oi", pushName = "Carla" });
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Customer}|Carla"], await bench.ConversationsAsync());
        Assert.Equal(["Reaction|3EB0FFFFFFFF", "Text|"], await bench.MessagesAsync("Type, RefersTo"));
        MessageKind[] expected =
        [
            MessageKind.Group, MessageKind.Status, MessageKind.Newsletter, MessageKind.Protocol,
            MessageKind.Own, MessageKind.History,
        ];
        Assert.Superset(expected.Select(kind => kind.ToString()).ToHashSet(), counts.Kinds.ToHashSet());
    }

    [Fact]
    public async Task MessageFromBeforeTheLink_IsHistory()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        var timestamp = DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeSeconds();

        await ReceiveAsync(new { from = Customer, text = "Oi", timestamp });

        Assert.Equal(ReceivedMessage.IgnoredAsHistory, await bench.Received.NextAsync());
        Assert.Empty(await bench.ConversationsAsync());
    }

    [Fact]
    public async Task Send_ReachesTheRecipient()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        var message = await bench.SendAsync(new SendMessage(id, Customer, "Veja https://loja.example"));

        var sent = (await server.SentAsync(Number, 1))[0]!;
        Assert.Equal(
            (Customer, "Veja https://loja.example", message), ((string)sent["to"]!, (string)sent["text"]!, (string)sent["id"]!));
    }

    [Fact]
    public async Task Send_ThatWhatsAppRefuses_IsNotCalledSent()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "refuseSends", new { code = 463 });

        var refused = await Rules.BreaksAsync(Rule.SendRefused, () => bench.SendAsync(new SendMessage(id, Customer, "Oi")));

        Assert.Equal("463", Assert.Single(refused.Arguments));
    }

    [Fact]
    public async Task Send_ThatWhatsAppRefuses_AfterALongPreparation_IsNotCalledSent()
    {
        await using var bench = await StartAsync(options => options.SendAnswer = TimeSpan.FromSeconds(1));
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "refuseSends", new { code = 463 });
        bench.Delays.Reads = TimeSpan.FromSeconds(1.2);

        await Rules.BreaksAsync(Rule.SendRefused, () => bench.SendAsync(new SendMessage(id, Customer, "Oi")));
    }

    [Fact]
    public async Task Send_ToANumberKnownWithoutItsNinthDigit_GoesToTheOneThatExists()
    {
        const string with = "5521998765432";
        const string without = "552198765432";
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.PostAsync("contacts", new { number = with, exists = false });
        await server.PostAsync("contacts", new { number = without });

        await bench.SendAsync(new SendMessage(id, with, "Oi"));
        await bench.SendAsync(new SendMessage(id, with, "Tudo bem?"));

        var sent = await server.SentAsync(Number, 2);
        Assert.All(sent, message => Assert.Equal(without, (string)message!["to"]!));
    }

    [Fact]
    public async Task Send_ToANumberWithoutWhatsApp_IsRefused()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.PostAsync("contacts", new { number = "15550001111", exists = false });

        var problem = await Assert.ThrowsAsync<RuleViolation>(() => bench.SendAsync(new SendMessage(id, "15550001111", "Oi")));

        Assert.Equal((Rule.SendRefused, "not-on-whatsapp"), (problem.Rule, problem.Arguments[0]));
    }

    [Fact]
    public async Task Send_OnALineThatJustDropped_IsUnavailableAtOnce()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "mute");
        var sending = bench.SendAsync(new SendMessage(id, Customer, "Oi"));

        await server.DoAsync(Number, "drop");

        Assert.Equal(ConnectionCause.Closed, (await Assert.ThrowsAsync<GatewayUnavailable>(() => sending)).Cause);
    }

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task ReceiveAsync(object message) => await server.DoAsync(Number, "receive", message);

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }
}
