using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Gateways.MetaCloud.Media;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Files that customers send to a number of the official API.</summary>
public sealed class MetaMediaTests
{
    private const string Customer = "5521976543210";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_ComesAsItWasSent_ForTheTokenOfItsNumber()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var file = RandomNumberGenerator.GetBytes(200_000);
        var message = await ReceiveAsync(world, world.Bench.Meta.Media.Put(world.Number, file));

        var opened = await world.Bench.SendAsync(new OpenMedia(message));

        Assert.Equal(file, await ReadAsync(opened));
        Assert.Equal("image/jpeg", opened.MimeType);
        Assert.Equal(world.Token.Value, Assert.Single(world.Bench.Meta.CallsTo("attachments")).Bearer);
    }

    [Fact]
    public async Task File_OtherThanItWasSaidToBe_IsBroken()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var message = await ReceiveAsync(world, world.Bench.Meta.Media.Put(world.Number, new byte[1000]));
        world.Bench.Meta.Media.Spoils = true;

        var opened = await world.Bench.SendAsync(new OpenMedia(message));

        await Assert.ThrowsAsync<MediaBroken>(() => ReadAsync(opened));
    }

    [Fact]
    public async Task File_ThatMetaDoesNotHave_IsGone()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var message = await ReceiveAsync(world, "9999999999999999");

        await Rules.BreaksAsync(Rule.MediaGone, () => world.Bench.SendAsync(new OpenMedia(message)));
    }

    [Fact]
    public async Task Address_OfAStranger_IsNotAsked_AndGetsNoToken()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var message = await ReceiveAsync(world, world.Bench.Meta.Media.Put(world.Number, new byte[10]));
        world.Bench.Meta.Media.Host = "https://fbsbx.com.example/";

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new OpenMedia(message)));
        Assert.Empty(world.Bench.Meta.CallsTo("attachments"));
    }

    [Theory]
    [InlineData("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", true)]
    [InlineData("http://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", false)]
    [InlineData("https://evilfbsbx.com/", false)]
    [InlineData("https://lookaside.fbsbx.com.evil.example/", false)]
    [InlineData("https://lookaside.fbsbx.com@evil.example/", false)]
    [InlineData("https://169.254.169.254/", false)]
    public void Token_GoesToMetaAlone(string address, bool isMetas) =>
        Assert.Equal(isMetas, MetaMediaSource.IsMetas(new Uri(address), new Uri("https://graph.facebook.com/")));

    private static async Task<Guid> ReceiveAsync(ConnectedWorld world, string media)
    {
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.MessageFrom(
            world.Number, Customer, "image", new JsonObject { ["id"] = media, ["mime_type"] = "image/jpeg", ["sha256"] = "c2hhMjU2" }));
        await world.UntilHandledAsync();
        return Guid.Parse(Assert.Single(await world.Bench.QueryAsync("SELECT Id FROM Messages WHERE Type = 'Image'")));
    }

    private static async Task<byte[]> ReadAsync(MediaFile file)
    {
        await using var content = file.Content;
        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }
}
