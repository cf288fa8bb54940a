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
