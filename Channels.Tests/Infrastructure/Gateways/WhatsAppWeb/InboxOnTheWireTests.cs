using System.Text;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Messages are kept before WhatsApp hears that they arrived, with the real engine against a server that delivers each one again
/// until it is told (contract, trap 12).
/// </summary>
public sealed class InboxOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Carla = "5521912345678";
    private const string Davi = "5521998765432";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receipt_ThatIsLost_BringsTheSameMessageAgain_AndItIsOne(bool isAppRestarted)
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await ReceiveAsync(new { from = Carla, text = "Oi", id = "3EB001" });
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());

        await server.SetModeAsync(new { receipts = "lost" });
        await ReceiveAsync(new { from = Carla, text = "Tudo bem?", id = "3EB002", waits = false });
        Assert.Equal(ReceivedMessage.TouchedConversation, await bench.Received.NextAsync());
        await (isAppRestarted ? bench.StopAsync() : server.DoAsync(Number, "drop"));
        await server.SetModeAsync(new { receipts = "ok" });
        if (isAppRestarted)
        {
            await bench.StartAgainAsync();
        }

        // WhatsApp hears of it now, and not that it could not be read.
        await server.UntilAsync(Number, "settled");
        await ReceiveAsync(new { from = Carla, text = "Alô?", id = "3EB003" });
        Assert.Equal(ReceivedMessage.TouchedConversation, await bench.Received.NextAsync());
        Assert.Equal(["3EB001|Text", "3EB002|Text", "3EB003|Text"], await bench.MessagesAsync("WhatsAppId, Type"));
        Assert.DoesNotContain((await bench.SendAsync(new ReadReception(id))).Unused, x => x.Kind == MessageKind.Unreadable);
        Assert.Empty(await QueryAsync(bench, "SELECT Id FROM Inbox"));
    }

    [Fact]
    public async Task Message_ThatTheAppDidNotTakeInBeforeItsEnd_IsTakenInAtTheNextStart()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        await QueryAsync(bench, "CREATE TRIGGER refused BEFORE INSERT ON Messages BEGIN SELECT RAISE(ABORT, 'refused'); END");
        var answer = await ReceiveAsync(new { from = Carla, text = "Oi", pushName = "Carla", id = "3EB001" });
        Assert.Equal("receipt", (string?)answer["answers"]![0]!["by"]);

        await bench.StopAsync();
        Assert.Empty(await bench.MessagesAsync());
        Assert.Single(await QueryAsync(bench, "SELECT Id FROM Inbox"));
        await QueryAsync(bench, "DROP TRIGGER refused");
        await bench.StartAgainAsync();

        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal([$"{Carla}|Carla"], await bench.ConversationsAsync());
        Assert.Equal("Oi", (await ContentAsync(bench, "3EB001"))["text"]!.GetValue<string>());
        Assert.Empty(await QueryAsync(bench, "SELECT Id FROM Inbox"));
    }

    [Fact]
    public async Task TwoCustomers_UnderOneId_AreTwoMessages()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);

        await ReceiveAsync(new { from = Carla, text = "Oi", id = "3EB0AA" });
        await ReceiveAsync(new { from = Davi, text = "Olá", id = "3EB0AA" });
        await bench.Received.NextAsync();
        await bench.Received.NextAsync();

        Assert.Equal([$"3EB0AA|{Carla}", $"3EB0AA|{Davi}"], (await bench.MessagesAsync("WhatsAppId, Number")).Order());
    }

    [Fact]
    public async Task Message_ThatCannotBeReadAtFirst_IsCompletedUnderItsId()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        await ReceiveAsync(new { from = Carla, text = "Oi", id = "3EB0AA", garbled = "always" });
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal(["3EB0AA|Undecryptable"], await bench.MessagesAsync("WhatsAppId, Type"));

        await ReceiveAsync(new { from = Carla, text = "Oi", id = "3EB0AA" });
        Assert.Equal(ReceivedMessage.Completed, await bench.Received.NextAsync());

        Assert.Equal(["3EB0AA|Text"], await bench.MessagesAsync("WhatsAppId, Type"));
        Assert.Equal("Oi", (await ContentAsync(bench, "3EB0AA"))["text"]!.GetValue<string>());
        Assert.Equal(
            ["conversation.opened", "message.received", "message.content_available"],
            await QueryAsync(bench, "SELECT Type FROM Events WHERE Type LIKE 'conv%' OR Type LIKE 'mess%' ORDER BY Sequence"));
    }

    public static TheoryData<string, MessageType, string> Shapes { get; } = new()
    {
        { """{"conversation":"Oi"}""", MessageType.Text, """{"text":"Oi"}""" },
        { """{"extendedTextMessage":{"text":"Oi"}}""", MessageType.Text, """{"text":"Oi"}""" },
        { """{"imageMessage":{"caption":"veja","mimetype":"image/jpeg","directPath":"/v/1","mediaKey":"AAEC","fileLength":12}}""", MessageType.Image, """{"text":"veja","media":{"mimetype":"image/jpeg","size":12,"path":"/v/1","key":"AAEC"}}""" },
        { """{"audioMessage":{"ptt":true,"seconds":3,"mimetype":"audio/ogg"}}""", MessageType.Voice, """{"media":{"mimetype":"audio/ogg","seconds":3}}""" },
        { """{"audioMessage":{"mimetype":"audio/mp4"}}""", MessageType.Audio, """{"media":{"mimetype":"audio/mp4"}}""" },
        { """{"videoMessage":{"mimetype":"video/mp4"}}""", MessageType.Video, """{"media":{"mimetype":"video/mp4"}}""" },
        { """{"documentMessage":{"fileName":"nota.pdf"}}""", MessageType.Document, """{"media":{"file_name":"nota.pdf"}}""" },
        { """{"stickerMessage":{"mimetype":"image/webp"}}""", MessageType.Sticker, """{"media":{"mimetype":"image/webp"}}""" },
        { """{"locationMessage":{"degreesLatitude":-23.5,"degreesLongitude":-46.6,"name":"Loja"}}""", MessageType.Location, """{"location":{"latitude":-23.5,"longitude":-46.6,"name":"Loja"}}""" },
        { """{"contactMessage":{"displayName":"Ana","vcard":"BEGIN:VCARD"}}""", MessageType.Contacts, """{"contacts":[{"name":"Ana","vcard":"BEGIN:VCARD"}]}""" },
        { """{"ephemeralMessage":{"message":{"conversation":"some"}}}""", MessageType.Text, """{"text":"some"}""" },
        { """{"pollCreationMessage":{"name":"Qual?"}}""", MessageType.Unsupported, "" },
        { """{"orderMessage":{"orderTitle":"Pedido"}}""", MessageType.Unsupported, "" },
    };

    [Fact]
    public async Task Message_OfEachShape_IsKnownByItsType_AndSaysWhatItSaid()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);
        var expected = new List<string>();
        var number = 0;
        foreach (var (message, type, says) in Shapes.Select(x => x.Data))
        {
            var id = $"3EB0{number++:D2}";
            await ReceiveAsync(new { from = Carla, kind = "raw", message = System.Text.Json.Nodes.JsonNode.Parse(message), id });
            await bench.Received.NextAsync();
            expected.Add($"{id}|{type}|{says}");
        }

        var found = new List<string>();
        foreach (var row in await bench.MessagesAsync("WhatsAppId || '|' || Type"))
        {
            found.Add($"{row}|{(row.EndsWith("Unsupported", StringComparison.Ordinal) ? "" : (await ContentAsync(bench, row.Split('|')[0])).ToJsonString())}");
        }

        Assert.Equal(expected, found.Order(StringComparer.Ordinal));
        Assert.Equal(["orderMessage", "pollCreationMessage"], (await QueryAsync(bench, "SELECT TypeName FROM Messages WHERE TypeName IS NOT NULL")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("reaction", MessageType.Reaction)]
    [InlineData("edit", MessageType.Edit)]
    [InlineData("revoke", MessageType.Revoke)]
    public async Task WhatIsDoneToAMessage_IsLogged_AndOpensNothing(string kind, MessageType type)
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);

        await ReceiveAsync(new { from = Carla, kind, text = "👍", target = "3EB0FF", id = "3EB0AA" });

        Assert.Equal(ReceivedMessage.Logged, await bench.Received.NextAsync());
        Assert.Equal([$"{type}|3EB0FF"], await bench.MessagesAsync("Type, RefersTo"));
        Assert.Empty(await bench.ConversationsAsync());
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> ContentAsync(GatewayBench bench, string whatsAppId)
    {
        await using var db = await bench.Services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>().CreateDbContextAsync(Cancellation);
        var message = await db.Messages.SingleAsync(x => x.WhatsAppId == whatsAppId, Cancellation);
        var content = await db.MessageContents.SingleAsync(x => x.Message == message.Id, Cancellation);
        var day = await bench.Services.GetRequiredService<ContentKeys>().FindAsync(db, content.Day, Cancellation);
        return System.Text.Json.Nodes.JsonNode.Parse(Encoding.UTF8.GetString(day!.Open(message.Id.ToByteArray(), content.Sealed)!))!;
    }

    private static Task<IReadOnlyList<string>> QueryAsync(GatewayBench bench, string sql) => Tools.QueryAsync(bench.DataPath, sql);

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number);
        return await bench.ConnectAsync(server, Number);
    }

    private Task<System.Text.Json.Nodes.JsonNode> ReceiveAsync(object message) => server.DoAsync(Number, "receive", message);

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }
}
