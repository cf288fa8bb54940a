using Channels.Domain;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Jobs;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Removal;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The device of a channel that goes, with the real engine against the WhatsApp server.</summary>
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
        await using var bench = await StartAsync(options => options.FirstRetry = options.LastRetry = TimeSpan.FromHours(1));
        var id = await ConnectAsync(bench);
        var reconnecting = bench.UntilAsync(id, ReasonCode.Reconnecting);
        await server.DoAsync(Number, "drop");
        await reconnecting;
        await server.DoAsync(Number, "unlink");

        await bench.Gateway.RemoveAsync(id, GatewayBench.Cancellation);

        Assert.False(await HasCredentialsAsync(bench, id));
    }

    [Fact]
    public async Task RemovedInstance_GoesFromThePhoneByItself()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        await RemoveAsync(bench, id);

        await server.UntilAsync(Number, "unlinked");
        Assert.Equal(HistoryKind.DeviceUnlinked, await LastLineAsync(bench, id));
        Assert.False(await HasCredentialsAsync(bench, id));
    }

    [Fact]
    public async Task WhileWhatsAppIsDown_ItIsPending_AndAMessageFromThenReachesTheInstanceThatTookOver()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var destination = await bench.CreateAsync("Suporte");
        var reconnecting = bench.UntilAsync(id, ReasonCode.Reconnecting);
        await server.SetModeAsync(new { upgrade = 503 });
        await server.DoAsync(Number, "drop");
        await reconnecting;
        await RemoveAsync(bench, id, destination);
        var pending = Assert.Single(await Tools.UntilAsync(() => bench.SendAsync(new ListPending()), jobs => jobs.Count > 0));
        Assert.Equal(ConnectionCause.HttpAnswer, pending.LastCause);
        await server.DoAsync(Number, "receive", new { from = Customer, text = "Oi", pushName = "Carla" });

        await server.SetModeAsync(new { upgrade = "ok" });
        await bench.SendAsync(new HurryJob(pending.Id));

        await server.UntilAsync(Number, "unlinked");
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.Equal(
            [$"{Customer}|Carla|{destination}"], await bench.ConversationsAsync("Number, ContactName, lower(Channel)"));
        Assert.Equal(HistoryKind.DeviceUnlinked, await LastLineAsync(bench, id));
        Assert.Empty(await bench.SendAsync(new ListPending()));
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

    private static async Task RemoveAsync(GatewayBench bench, ChannelId id, ChannelId? destination = null)
    {
        var preview = await bench.SendAsync(new PreviewRemoval(id));
        var seen = preview.Seen(preview.Destinations.SingleOrDefault(x => x.Id == destination));
        await bench.SendAsync(new RemoveChannel(id, destination, Successor: null, seen));
    }

    /// <summary>The last line of the timeline, once the device's end is told there.</summary>
    private static async Task<HistoryKind> LastLineAsync(GatewayBench bench, ChannelId id) =>
        (await Tools.UntilAsync(() => bench.SendAsync(new ReadHistory(id)), x => x.Lines[0].Kind == HistoryKind.DeviceUnlinked)).Lines[0].Kind;

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }
}
