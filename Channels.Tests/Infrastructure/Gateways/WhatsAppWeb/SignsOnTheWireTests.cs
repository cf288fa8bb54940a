using Channels.Domain;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What the real engine takes for a sign of WhatsApp, and of the phone.</summary>
public sealed class SignsOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Customer = "5521912345678";
    private const string LongAgo = "5";

    [Fact]
    public async Task AnyFrame_ConfirmsTheLine()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var before = bench.Confirmations.Of(id);

        // No message of a person: only the frames themselves tell.
        await server.DoAsync(Number, "restrict", new { until = (string?)null });

        Assert.True(await Tools.UntilAsync(() => Task.FromResult(bench.Confirmations.Of(id)), count => count > before) > before);
    }

    [Fact]
    public async Task OwnMessage_IsASignOfThePhone_AndACustomersIsNot()
    {
        await using var bench = await StartAsync();
        await ConnectAsync(bench);

        // The phone itself greets a new device, with keys; that is dealt with before the next message is answered.
        await Tools.UntilAsync(
            () => Tools.QueryAsync(bench.DataPath, "SELECT 1 FROM \"SessionKeys\" WHERE \"Type\" = 'app-state-sync-key'"), rows => rows.Count > 0);
        await server.DoAsync(Number, "receive", new { from = Customer, text = "Olá", pushName = "Carla" });
        await bench.Received.NextAsync();
        await bench.StopAsync();
        await server.UntilAsync(Number, "disconnected");
        await Tools.QueryAsync(bench.DataPath, $"UPDATE \"Signs\" SET \"PhoneSeenAt\" = {LongAgo}");
        await bench.StartAgainAsync();
        await server.UntilAsync(Number, "connected");

        await server.DoAsync(Number, "receive", new { from = Customer, text = "Oi", pushName = "Carla" });
        await bench.Received.NextAsync();
        Assert.Equal([LongAgo], await SeenAsync(bench));

        await server.DoAsync(Number, "receive", new { from = Customer, text = "Oi!", kind = "fromMe" });
        Assert.NotEqual([LongAgo], await Tools.UntilAsync(() => SeenAsync(bench), rows => rows.Single() != LongAgo));
    }

    private static Task<IReadOnlyList<string>> SeenAsync(GatewayBench bench) =>
        Tools.QueryAsync(bench.DataPath, "SELECT \"PhoneSeenAt\" FROM \"Signs\"");

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task<GatewayBench> StartAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, options => options.SignInterval = TimeSpan.FromMilliseconds(1));
    }
}
