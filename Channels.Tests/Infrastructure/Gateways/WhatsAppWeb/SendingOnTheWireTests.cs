using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Messages leave by a linked device, each once, and what is heard of them is kept.</summary>
public sealed class SendingOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Customer = "5521912345678";

    [Fact]
    public async Task Text_ReachesTheRecipient_UnderTheIdThatWasChosenBefore()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        var message = await bench.SendTextAsync(id, Customer, "Veja https://loja.example");

        await bench.UntilSentAsync(message, SendState.Sent);
        var sent = (await server.SentAsync(Number, 1))[0]!;
        Assert.Equal((Customer, "Veja https://loja.example"), ((string)sent["to"]!, (string)sent["text"]!));
        Assert.Equal([$"{sent["id"]}"], await QueryAsync(bench, "SELECT WhatsAppId FROM Outgoing"));
        Assert.Equal([$"{sent["id"]}|Out"], await QueryAsync(bench, "SELECT WhatsAppId, Direction FROM Messages"));
    }

    [Fact]
    public async Task Receipts_MoveItOn()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var message = await bench.SendTextAsync(id, Customer, "Oi");
        await bench.UntilSentAsync(message, SendState.Sent);
        var sent = (string)(await server.SentAsync(Number, 1))[0]!["id"]!;

        await server.DoAsync(Number, "receipt", new { from = Customer, id = sent });
        await bench.UntilSentAsync(message, SendState.Delivered);
        await server.DoAsync(Number, "receipt", new { from = Customer, id = sent, type = "read" });

        await bench.UntilSentAsync(message, SendState.Read);
        Assert.Equal(
            ["message.sent", "message.delivered", "message.read"],
            await QueryAsync(bench, "SELECT Type FROM Events WHERE Type LIKE 'message.%' ORDER BY Sequence"));
    }

    [Fact]
    public async Task LocationAndReaction_ReachTheRecipient()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        OutgoingContent[] contents =
        [
            new() { Location = new OutgoingLocation(-23.55, -46.63, "Loja", "Rua das Flores, 10") },
            new() { Reaction = new OutgoingReaction("3EB0FFFF", "👍") },
        ];

        foreach (var content in contents)
        {
            await bench.UntilSentAsync(await bench.SendAsync(new SendMessage(id, new SendTarget(Customer), new OutgoingOrder(content))), SendState.Sent);
        }

        var sent = await server.SentAsync(Number, 2);
        Assert.Equal(["locationMessage", "reactionMessage"], sent.Select(x => (string)x!["kind"]!));
        Assert.Equal(-23.55, (double)sent[0]!["message"]!["locationMessage"]!["degreesLatitude"]!);
        Assert.Equal("3EB0FFFF", (string)sent[1]!["message"]!["reactionMessage"]!["key"]!["id"]!);
    }

    [Fact]
    public async Task Answer_QuotesWhatTheCustomerWrote()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "receive", new { from = Customer, text = "Abrem amanhã?", id = "3EB0AAAA" });
        await bench.Received.NextAsync();

        var order = new OutgoingOrder(new OutgoingContent { Text = "Sim, às 9h." }) { RepliesTo = "3EB0AAAA" };
        await bench.UntilSentAsync(await bench.SendAsync(new SendMessage(id, new SendTarget(Customer), order)), SendState.Sent);

        var sent = (await server.SentAsync(Number, 1))[0]!;
        Assert.Equal("Sim, às 9h.", (string)sent["text"]!);
    }

    [Fact]
    public async Task Refusal_OfWhatsApp_IsKeptWithItsCode()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "refuseSends", new { code = 463 });

        Assert.Equal("Failed|Refused|463", await bench.UntilSentAsync(await bench.SendTextAsync(id, Customer, "Oi"), SendState.Failed));
    }

    [Fact]
    public async Task Refusal_AfterALongPreparation_IsNotCalledSent()
    {
        await using var bench = await StartAsync(options => options.SendAnswer = TimeSpan.FromSeconds(1));
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "refuseSends", new { code = 463 });
        bench.Delays.Reads = TimeSpan.FromSeconds(1.2);

        await bench.UntilSentAsync(await bench.SendTextAsync(id, Customer, "Oi"), SendState.Failed);
    }

    [Fact]
    public async Task NumberKnownWithoutItsNinthDigit_GoesToTheOneThatExists()
    {
        const string with = "5521998765432";
        const string without = "552198765432";
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.PostAsync("contacts", new { number = with, exists = false });
        await server.PostAsync("contacts", new { number = without });

        await bench.SendTextAsync(id, with, "Oi");
        await bench.SendTextAsync(id, with, "Tudo bem?");

        var sent = await server.SentAsync(Number, 2);
        Assert.All(sent, message => Assert.Equal(without, (string)message!["to"]!));
        Assert.Equal(["Oi", "Tudo bem?"], sent.Select(x => (string)x!["text"]!));
    }

    [Fact]
    public async Task NumberWithoutWhatsApp_IsRefused()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.PostAsync("contacts", new { number = "15550001111", exists = false });

        Assert.Equal("Failed|Refused|not-on-whatsapp", await bench.UntilSentAsync(await bench.SendTextAsync(id, "15550001111", "Oi"), SendState.Failed));
    }

    [Fact]
    public async Task LineThatDropsBeforeItLeft_SendsItOnceItIsBack()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.DoAsync(Number, "mute");
        var message = await bench.SendTextAsync(id, Customer, "Oi");
        await bench.UntilSentAsync(message, SendState.Sending);

        await server.DoAsync(Number, "drop");

        await bench.UntilSentAsync(message, SendState.Sent);
        Assert.Single(await server.SentAsync(Number, 1));
    }

    [Fact]
    public async Task WhileTheLineIsDown_ItWaits_AndOneThatMustNotFails()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await server.PostAsync("mode", new { upgrade = "refuse" });
        await server.DoAsync(Number, "drop");
        await bench.UntilAsync(id, ReasonCode.Reconnecting);

        var waits = await bench.SendTextAsync(id, Customer, "Oi");
        await Rules.BreaksAsync(Rule.NotConnected, () => bench.SendTextAsync(id, Customer, "Agora", waits: false));
        await server.PostAsync("mode", new { upgrade = "ok" });

        await bench.UntilSentAsync(waits, SendState.Sent);
        Assert.Single(await server.SentAsync(Number, 1));
    }

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task<GatewayBench> StartAsync(Action<Channels.Infrastructure.Gateways.WhatsAppWeb.WhatsAppWebOptions>? change = null)
    {
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }

    private static Task<IReadOnlyList<string>> QueryAsync(GatewayBench bench, string sql) => Tools.QueryAsync(bench.DataPath, sql);
}
