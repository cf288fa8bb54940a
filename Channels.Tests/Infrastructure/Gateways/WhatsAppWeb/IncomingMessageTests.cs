using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class IncomingMessageTests
{
    private const string ByNumber = "5511987654321@s.whatsapp.net";
    private const string ByLid = "123456789012345@lid";

    [Theory]
    [InlineData("conversation", nameof(MessageKind.OneToOne))]
    [InlineData("extendedTextMessage", nameof(MessageKind.OneToOne))]
    [InlineData("imageMessage", nameof(MessageKind.OneToOne))]
    [InlineData("audioMessage", nameof(MessageKind.OneToOne))]
    [InlineData("locationMessage", nameof(MessageKind.OneToOne))]
    [InlineData("buttonsResponseMessage", nameof(MessageKind.OneToOne))]
    [InlineData("somethingNewMessage", nameof(MessageKind.OneToOne))]
    [InlineData("reactionMessage", nameof(MessageKind.Reaction))]
    [InlineData("protocolMessage", nameof(MessageKind.Protocol))]
    [InlineData("pollUpdateMessage", nameof(MessageKind.Protocol))]
    [InlineData("senderKeyDistributionMessage", nameof(MessageKind.Protocol))]
    [InlineData(null, nameof(MessageKind.Empty))]
    public void Kind_OfAContentInAChatOfTwo(string? content, string kind) =>
        Assert.Equal(kind, Message(ByNumber, content: content).Kind.ToString());

    [Theory]
    [InlineData("120363000000000001@g.us", nameof(MessageKind.Group))]
    [InlineData("status@broadcast", nameof(MessageKind.Status))]
    [InlineData("1520000000@broadcast", nameof(MessageKind.Broadcast))]
    [InlineData("120363000000000002@newsletter", nameof(MessageKind.Newsletter))]
    [InlineData("867051314767696@bot", nameof(MessageKind.UnknownSender))]
    [InlineData("0@s.whatsapp.net", nameof(MessageKind.UnknownSender))]
    [InlineData(null, nameof(MessageKind.UnknownSender))]
    [InlineData(ByLid, nameof(MessageKind.OneToOne))]
    public void Kind_OfAChat(string? chat, string kind) => Assert.Equal(kind, Message(chat).Kind.ToString());

    [Fact]
    public void Kind_OfAnOwnMessage() => Assert.Equal(MessageKind.Own, (Message(ByNumber) with { FromMe = true }).Kind);

    [Theory]
    [InlineData(ByNumber, null, "5511987654321", null)]
    [InlineData(ByLid, null, null, "123456789012345")]
    [InlineData(ByLid, ByNumber, "5511987654321", "123456789012345")]
    [InlineData(ByNumber, ByLid, "5511987654321", "123456789012345")]
    [InlineData(ByLid, "5511987654321:0@s.whatsapp.net", "5511987654321", "123456789012345")]
    [InlineData("5511987654321@hosted", "123456789012345@hosted.lid", "5511987654321", "123456789012345")]
    public void Contact_HasBothNamesWhereBothAreKnown(string chat, string? alt, string? number, string? lid)
    {
        var contact = (Message(chat) with { ChatAlt = alt }).Contact!;

        Assert.Equal((number, lid), (contact.Number?.Digits, contact.Lid));
    }

    private static IncomingMessage Message(string? chat, string? content = "conversation") =>
        new(chat, ChatAlt: null, FromMe: false, content, Name: null, DateTimeOffset.UnixEpoch);
}
