using Channels.Domain;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Removal;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The device of an instance that goes, with the real engine against the WhatsApp server.</summary>
public sealed class RemovalOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Customer = "5521912345678";

    [Fact]
    public async Task ConnectedInstance_IsNoLongerListedOnThePhone_AndForgotten()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var said = bench.Statuses.Of(id).Count;

        await bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation);

        await server.UntilAsync(Number, "unlinked");
        Assert.False(await HasCredentialsAsync(bench, id));
        Assert.Empty(await Keys(bench).ReadKeysAsync(id, "pre-key", ["1", "2", "3"], GatewayBench.Cancellation));
        Assert.Equal(said, bench.Statuses.Of(id).Count);
    }

    [Theory]
    [InlineData(503, ConnectionCause.HttpAnswer)]
    [InlineData("refuse", ConnectionCause.Closed)]
    public async Task ServerThatIsDown_IsUnavailable_AndOnceItIsBackTheDeviceGoes(object upgrade, ConnectionCause cause)
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await bench.StopAsync();
        await server.SetModeAsync(new { upgrade });
        await bench.StartAgainAsync();

        var problem = await Assert.ThrowsAsync<GatewayUnavailable>(() => bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation));
        Assert.Equal(cause, problem.Cause);
        Assert.True(await HasCredentialsAsync(bench, id));
        await server.SetModeAsync(new { upgrade = "ok" });
        await bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation);

        await server.UntilAsync(Number, "unlinked");
        Assert.False(await HasCredentialsAsync(bench, id));
        Assert.Equal(1, (int)(await server.PhoneAsync(Number))["sockets"]!["max"]!);
    }

    [Fact]
    public async Task DeviceThatWasRemovedOnThePhoneMeanwhile_IsDone()
    {
        await using var bench = await StartAsync();
        var (id, _) = await BeginRemovalAsync(bench);
        await bench.StopAsync();
        await server.DoAsync(Number, "unlink");
        await bench.StartAgainAsync();

        await bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation);

        Assert.False(await HasCredentialsAsync(bench, id));
    }

    [Fact]
    public async Task MessageFromWhileNobodyListened_ReachesTheInstanceThatTookOver()
    {
        await using var bench = await StartAsync();
        var (id, destination) = await BeginRemovalAsync(bench);
        await bench.StopAsync();
        await server.UntilAsync(Number, "disconnected");
        await server.DoAsync(Number, "receive", new { from = Customer, text = "Oi", pushName = "Carla" });
        await bench.StartAgainAsync();
        var said = bench.Statuses.Of(id).Count;

        await bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation);

        await server.UntilAsync(Number, "unlinked");
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal(
            [$"{Customer}|Carla|{destination}"], await bench.ConversationsAsync("\"ContactNumber\", \"ContactName\", lower(\"Channel\")"));
        Assert.Equal(said, bench.Statuses.Of(id).Count);
    }

    [Fact]
    public async Task WithoutNode_IsUnavailable_AndTheCredentialsAreKept()
    {
        await using var bench = await GatewayBench.StartAsync(server.Url, options => options.NodePath = "/nowhere/node");
        var id = ChannelId.New(DateTimeOffset.UtcNow);
        await Keys(bench).SaveCredentialsAsync(id, "{}", GatewayBench.Cancellation);

        var problem = await Assert.ThrowsAsync<GatewayUnavailable>(() => bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation));

        Assert.Equal(ConnectionCause.EngineStopped, problem.Cause);
        Assert.True(await HasCredentialsAsync(bench, id));
    }

    private static ISessionKeys Keys(GatewayBench bench) => bench.Services.GetRequiredService<ISessionKeys>();

    private static Task<bool> HasCredentialsAsync(GatewayBench bench, ChannelId id) =>
        Keys(bench).HasCredentialsAsync(id, GatewayBench.Cancellation);

    /// <summary>A linked instance whose removal has begun and whose job nobody has tried yet.</summary>
    private async Task<(ChannelId Id, ChannelId Destination)> BeginRemovalAsync(GatewayBench bench)
    {
        var id = await ConnectAsync(bench);
        var destination = await bench.CreateAsync("Suporte");
        var preview = await bench.SendAsync(new PreviewRemoval(id));
        await bench.SendAsync(new RemoveChannel(id, destination, null, preview.Seen(preview.Destinations.Single())));
        return (id, destination);
    }

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task<GatewayBench> StartAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url);
    }
}
