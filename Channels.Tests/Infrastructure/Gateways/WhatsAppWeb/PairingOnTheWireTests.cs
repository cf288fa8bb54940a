using Channels.Domain;
using Channels.Domain.UseCases;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Linking a phone, with the real engine against the WhatsApp server.</summary>
public sealed class PairingOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";

    [Fact]
    public async Task Scan_ConnectsWithNumberNameAndPicture_AndComesBackAfterARestart()
    {
        await using var bench = await GatewayBench.StartAsync(server.Url);
        await server.ResetAsync();
        await server.AddPhoneAsync(Number, new { name = "Loja da Ana" });

        var id = await bench.ConnectAsync(server, Number);

        var connected = await bench.UntilAsync(id, snapshot => snapshot.ProfileName == "Loja da Ana");
        Assert.Equal("+" + Number, connected.Number!.E164);
        Assert.False(bench.Codes.IsShown(id));
        await bench.StopAsync();
        await server.UntilAsync(Number, "disconnected");
        await bench.StartAgainAsync();
        await server.UntilAsync(Number, "connected");
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Contains(bench.Statuses.Of(id), reason => reason is { Code: ReasonCode.Reconnecting, Cause: ConnectionCause.EngineStopped });
    }
}
