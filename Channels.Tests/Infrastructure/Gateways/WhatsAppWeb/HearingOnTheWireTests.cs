using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What the real engine hears without being able to read it, and by which clock it is judged.</summary>
public sealed class HearingOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Carla = "5521912345678";
    private const string Davi = "5521987654321";

    public static TheoryData<int> MinutesAhead => [-180, -5, 5, 180];

    [Fact]
    public async Task Trap13_WhatCannotBeDecrypted_OpensTheConversation_AndItsContentCountsOnce()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        await ReceiveAsync(new { from = Carla, text = "Oi", pushName = "Carla", garbled = "always", id = "3EB0AA" });
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal(1, await UnusedAsync(bench, id, MessageKind.Unreadable, count => count == 1));

        await ReceiveAsync(new { from = Carla, text = "Oi", pushName = "Carla", id = "3EB0AA" });
        Assert.Equal(ReceivedMessage.Completed, await bench.Received.NextAsync());
        Assert.Equal(0, await UnusedAsync(bench, id, MessageKind.Unreadable, count => count == 0));
        Assert.Equal([$"{Carla}|Carla"], await bench.ConversationsAsync());
    }

    [Theory]
    [InlineData("true", MessageKind.Unreadable)]
    [InlineData("\"view_once\"", MessageKind.PhoneOnly)]
    [InlineData("\"view_once_unavailable_fanout\"", MessageKind.PhoneOnly)]
    public async Task Trap13_WhatIsUnavailable_OpensTheConversation(string unavailable, MessageKind kind)
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        await ReceiveAsync(new { from = Carla, text = "", pushName = "Carla", unavailable = System.Text.Json.Nodes.JsonNode.Parse(unavailable) });

        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Carla}|Carla"], await bench.ConversationsAsync());
        Assert.Equal(1, await UnusedAsync(bench, id, kind, count => count == 1));
    }

    [Fact]
    public async Task SeveralCustomersUnheard_IsAWarning_UntilOneIsHeard()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await LoseAsync(bench, Carla);
        await LoseAsync(bench, Davi);
        bench.Time.Ahead += UnreadRun.AskingAgain;
        await LoseAsync(bench, Carla);

        Assert.Equal(ChannelStatus.Connected, (await bench.UntilAsync(id, ReasonCode.ConnectedDeaf)).Status);

        await ReceiveAsync(new { from = Davi, text = "Oi" });
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task WhatIsNotUsed_IsCountedForAnAdministrator()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        string[] kinds = ["group", "status", "newsletter", "reaction", "protocol", "fromMe", "history"];
        foreach (var kind in kinds)
        {
            await ReceiveAsync(new { from = Carla, text = "Oi", kind, target = "3EB0FFFFFFFF" });
        }

        await bench.UntilSentAsync(await bench.SendTextAsync(id, Carla, "Bom dia"), SendState.Sent);

        MessageKind[] expected = [MessageKind.Group, MessageKind.Status, MessageKind.Newsletter, MessageKind.Own, MessageKind.History];
        foreach (var kind in expected)
        {
            Assert.Equal(1, await UnusedAsync(bench, id, kind, count => count > 0));
        }

        // Beside the setting, the phone's own keys and notices.
        Assert.True(await UnusedAsync(bench, id, MessageKind.Protocol, count => count > 0) >= 1);
        Assert.Empty(await bench.ConversationsAsync());
    }

    [Theory]
    [MemberData(nameof(MinutesAhead))]
    public async Task ServersClockOff_NobodyIsLost_HistoryIsHistory_AndTheDifferenceIsKnown(int minutes)
    {
        await using var bench = await StartAsync();
        var ahead = TimeSpan.FromMinutes(minutes);
        await server.SetModeAsync(new { clock = (int)ahead.TotalSeconds });
        await ConnectAsync(bench);

        await ReceiveAsync(new { from = Carla, text = "Oi", pushName = "Carla" });
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());

        await ReceiveAsync(new { from = Davi, text = "Oi", timestamp = (DateTimeOffset.UtcNow + ahead).AddMinutes(-3).ToUnixTimeSeconds() });
        Assert.Equal(ReceivedMessage.IgnoredAsHistory, await bench.Received.NextAsync());

        var list = await bench.SendAsync(new ListChannels());
        Assert.InRange((list.ClockAhead!.Value - ahead).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(DateTimeOffset.UtcNow - list.Proofs.Single().ReceivedAt!.Value, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task ClocksThatAgree_AreNothingToSay()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);

        Assert.Null((await bench.SendAsync(new ListChannels())).ClockAhead);
    }

    private async Task LoseAsync(GatewayBench bench, string from)
    {
        await ReceiveAsync(new { from, text = "Oi", garbled = "always" });
        await bench.Received.NextAsync();
    }

    private static async Task<long> UnusedAsync(GatewayBench bench, ChannelId id, MessageKind kind, Func<long, bool> enough) =>
        await Tools.UntilAsync(
            async () => (await bench.SendAsync(new ReadReception(id))).Unused.SingleOrDefault(x => x.Kind == kind)?.Count ?? 0, enough);

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task ReceiveAsync(object message) => await server.DoAsync(Number, "receive", message);

    private async Task<GatewayBench> StartAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url);
    }
}
