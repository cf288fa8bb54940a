using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Linking a phone, with the real engine against the WhatsApp server. The traps are those of Baileys.</summary>
public sealed class PairingOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";

    // The smallest thing that starts as a JPEG does.
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xD9];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_ConnectsWithNumberAndPicture_AndComesBackAfterARestart()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { name = "Loja da Ana", picture = Convert.ToBase64String(Picture) });

        var id = await bench.ConnectAsync(server, Number);

        var connected = await bench.UntilAsync(id, snapshot => snapshot.PictureTag is not null);
        Assert.Equal("+" + Number, connected.Number!.E164);
        Assert.Equal(Picture, (await bench.SendAsync(new ReadPicture(id, connected.PictureTag!)))!.Jpeg);
        Assert.False(bench.Codes.IsShown(id));

        await bench.StopAsync();
        await server.UntilAsync(Number, "disconnected");
        Assert.Equal(ReasonCode.Connected, bench.Statuses.Now(id)!.Reason.Code);
        await bench.StartAgainAsync();
        await server.UntilAsync(Number, "connected");
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Contains(bench.Statuses.Of(id), reason => reason is { Code: ReasonCode.Reconnecting, Cause: ConnectionCause.EngineStopped });
    }

    [Fact]
    public async Task Trap2_NameThatComesAfterTheLogin_IsLearnt()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { name = "Loja da Ana" });

        var id = await bench.ConnectAsync(server, Number);

        await bench.UntilAsync(id, snapshot => snapshot.ProfileName == "Loja da Ana");
        await server.DoAsync(Number, "name", new { name = "Loja da Bia" });
        await bench.UntilAsync(id, snapshot => snapshot.ProfileName == "Loja da Bia");
    }

    [Fact]
    public async Task Codes_ReplaceEachOther_UntilTheyAreUsedUp()
    {
        await using var bench = await StartAsync(options => options.CodeLifetime = TimeSpan.FromMilliseconds(300));
        await server.SetModeAsync(new { refs = 3 });
        var id = await bench.CreateAsync();

        await bench.SendAsync(new ConnectChannel(id));

        string[] codes = [await bench.Codes.NextAsync(id), await bench.Codes.NextAsync(id), await bench.Codes.NextAsync(id)];
        Assert.Equal(3, codes.Distinct().Count());
        await bench.UntilAsync(id, ReasonCode.CodeExpired);
        Assert.False(bench.Codes.IsShown(id));
        Assert.Equal(1, (int)(await server.StateAsync())["connections"]!["total"]!);
    }

    [Fact]
    public async Task Trap5_CredentialsOfAnUnfinishedPairing_AreNotKept()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { forged = true });
        var id = await bench.CreateAsync();
        await bench.SendAsync(new ConnectChannel(id));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await server.DoAsync(Number, "scan", new { qr = await bench.Codes.NextAsync(id) }));

        Assert.Contains("refused-by-device", refused.Message, StringComparison.Ordinal);
        await bench.UntilAsync(id, ReasonCode.PairingFailed);
        Assert.False(await Keys(bench).HasCredentialsAsync(id, Cancellation));
        await bench.SendAsync(new ConnectChannel(id));
        await bench.Codes.NextAsync(id);
    }

    [Fact]
    public async Task Trap6_RestartAfterThePairing_WaitsForTheCredentials()
    {
        await using var bench = await StartAsync();
        bench.Delays.Credentials = TimeSpan.FromMilliseconds(500);
        await server.AddPhoneAsync(Number);

        var id = await bench.ConnectAsync(server, Number);

        Assert.Equal(1, (int)(await server.PhoneAsync(Number))["logins"]!);
        Assert.DoesNotContain(bench.Statuses.Of(id), reason => reason.Code == ReasonCode.Reconnecting);
    }

    [Fact]
    public async Task Trap11_Passkey_IsRecognizedAndExplained()
    {
        await using var bench = await StartAsync(options => options.CodeLifetime = TimeSpan.FromSeconds(2));
        await server.SetModeAsync(new { refs = 1 });
        await server.AddPhoneAsync(Number, new { passkey = true });
        var id = await bench.CreateAsync();
        await bench.SendAsync(new ConnectChannel(id));

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await server.DoAsync(Number, "scan", new { qr = await bench.Codes.NextAsync(id) }));

        await bench.UntilAsync(id, ReasonCode.PasskeyWanted);
        Assert.False(bench.Codes.IsShown(id));
        await bench.UntilAsync(id, ReasonCode.PasskeyRequired);
    }

    [Fact]
    public async Task SameNumberTwice_LogsTheSecondDeviceOut()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var first = await bench.ConnectAsync(server, Number);
        var second = await bench.CreateAsync("Suporte");
        await bench.SendAsync(new ConnectChannel(second));

        await server.DoAsync(Number, "scan", new { qr = await bench.Codes.NextAsync(second) });

        await bench.UntilAsync(second, ReasonCode.SameNumberElsewhere);
        await server.UntilAsync(Number, "loggedOut");
        Assert.Single(((JsonArray)(await server.PhoneAsync(Number))["devices"]!)!);
        Assert.Equal(ReasonCode.Connected, bench.Statuses.Now(first)!.Reason.Code);
        await bench.SendAsync(new ConnectChannel(second));
        await bench.Codes.NextAsync(second);
    }

    [Fact]
    public async Task OtherNumber_IsRefused_AndChangesNothing_UnlessItIsAllowed()
    {
        const string other = "5521998765432";
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { name = "Loja da Ana", business = true });
        await server.AddPhoneAsync(other, new { name = "Loja da Bia", business = true });
        var id = await bench.ConnectAsync(server, Number);
        await bench.UntilAsync(id, snapshot => snapshot.ProfileName == "Loja da Ana");
        await bench.SendAsync(new DisconnectChannel(id));

        await bench.SendAsync(new ConnectChannel(id));
        await server.DoAsync(other, "scan", new { qr = await bench.Codes.NextAsync(id) });

        var refused = await bench.UntilAsync(id, ReasonCode.WrongNumber);
        Assert.Equal(("+" + other, "+" + Number), (refused.Reason.SeenNumber, refused.Number!.E164));
        await server.UntilAsync(other, "loggedOut");
        Assert.Equal("Loja da Ana", bench.Statuses.Now(id)!.ProfileName);

        await bench.SendAsync(new ConnectChannel(id, AllowOtherNumber: true));
        await server.DoAsync(other, "scan", new { qr = await bench.Codes.NextAsync(id) });
        await bench.UntilAsync(id, snapshot => snapshot.ProfileName == "Loja da Bia");
        Assert.Equal(ReasonCode.Connected, bench.Statuses.Now(id)!.Reason.Code);
    }

    [Fact]
    public async Task Disconnect_TakesTheDeviceOffThePhone_AndTheNextConnectionPairs()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var id = await bench.ConnectAsync(server, Number);

        var snapshot = await bench.SendAsync(new DisconnectChannel(id));

        Assert.Equal(ReasonCode.DisconnectedBy, snapshot.Reason.Code);
        await server.UntilAsync(Number, "unlinked");
        await bench.SendAsync(new ConnectChannel(id));
        await server.DoAsync(Number, "scan", new { qr = await bench.Codes.NextAsync(id) });
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    private static ISessionKeys Keys(GatewayBench bench) => bench.Services.GetRequiredService<ISessionKeys>();

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }
}
