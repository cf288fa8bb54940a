using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What becomes of a line, with the real engine against the WhatsApp server. The traps are those of Baileys.</summary>
public sealed class LineOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";

    [Theory]
    [InlineData(503, ConnectionCause.HttpAnswer, 503)]
    [InlineData(403, ConnectionCause.HttpAnswer, 403)]
    [InlineData("hang", ConnectionCause.NoAnswer, null)]
    [InlineData("silent", ConnectionCause.NoAnswer, null)]
    [InlineData("refuse", ConnectionCause.Closed, null)]
    public async Task Trap3_UpgradeThatIsNoUpgrade_HasACause(object upgrade, ConnectionCause cause, int? httpStatus)
    {
        await using var bench = await StartAsync(options => options.ConnectTimeout = TimeSpan.FromSeconds(1));
        await server.SetModeAsync(new { upgrade });
        var id = await bench.CreateAsync();

        await bench.SendAsync(new ConnectChannel(id));

        var reason = (await bench.UntilAsync(id, ReasonCode.PairingFailed)).Reason;
        Assert.Equal((cause, httpStatus), (reason.Cause, reason.HttpStatus));
        await server.SetModeAsync(new { upgrade = "ok" });
        await bench.SendAsync(new ConnectChannel(id));
        await bench.Codes.NextAsync(id);
    }

    [Theory]
    [InlineData("ws://whatsapp.invalid/ws/chat", ConnectionCause.NoDns)]
    [InlineData("ws://127.0.0.1:1/ws/chat", ConnectionCause.Refused)]
    public async Task NoServer_HasACause(string url, ConnectionCause cause)
    {
        await using var bench = await StartAsync(options => options.ServerUrl = new Uri(url));
        var id = await bench.CreateAsync();

        await bench.SendAsync(new ConnectChannel(id));

        Assert.Equal(cause, (await bench.UntilAsync(id, ReasonCode.PairingFailed)).Reason.Cause);
    }

    [Fact]
    public async Task ForeignCertificate_IsNotWhatsApp()
    {
        await using var bench = await StartAsync();
        await server.SetModeAsync(new { certificate = "badSerial" });
        var id = await bench.CreateAsync();

        await bench.SendAsync(new ConnectChannel(id));

        await bench.UntilAsync(id, ReasonCode.NotWhatsApp);
    }

    [Fact]
    public async Task Trap4_DeadLine_IsNoticedByOurPing_AndGivenUpAtOnce()
    {
        await using var bench = await StartAsync(options =>
        {
            options.PingInterval = TimeSpan.FromMilliseconds(500);
            options.PingTimeout = TimeSpan.FromMilliseconds(500);
        });
        var id = await ConnectAsync(bench);
        var engine = bench.Engine.Pid;
        var reconnecting = bench.UntilAsync(id, ReasonCode.Reconnecting);

        await server.DoAsync(Number, "mute");

        Assert.Equal(ConnectionCause.Lost, (await reconnecting).Reason.Cause);
        await bench.UntilAsync(id, ReasonCode.Connected);

        // An engine that waited for the dead line's goodbye would have been taken for a hanging one.
        Assert.Equal(engine, bench.Engine.Pid);
        await AssertNeverTwoSocketsAsync();
    }

    [Fact]
    public async Task Trap6_Drop_IsFollowedByANewLine()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var reconnecting = bench.UntilAsync(id, ReasonCode.Reconnecting);

        await server.DoAsync(Number, "drop");

        await reconnecting;
        await bench.UntilAsync(id, ReasonCode.Connected);
        await AssertNeverTwoSocketsAsync();
    }

    [Theory]
    [InlineData(500, ConnectionCause.SessionError)]
    [InlineData(503, ConnectionCause.ServiceUnavailable)]
    public async Task StreamError_IsRetried(int code, ConnectionCause cause)
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var reconnecting = bench.UntilAsync(id, ReasonCode.Reconnecting);

        await server.DoAsync(Number, "streamError", new { code });

        Assert.Equal(cause, (await reconnecting).Reason.Cause);
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Trap9_ClientTooOld_SaysSo_AndComesBackByItself_AndTheVersionCanBeSet()
    {
        await using var bench = await StartAsync(options =>
        {
            options.Version = "2.3000.1043857999";
            options.LongPause = TimeSpan.FromSeconds(2);
        });
        var id = await ConnectAsync(bench);
        await server.SetModeAsync(new { login = 405 });

        await server.DoAsync(Number, "drop");

        Assert.NotNull((await bench.UntilAsync(id, ReasonCode.ClientTooOld)).Reason.NextTryAt);
        Assert.True(await Keys(bench).HasCredentialsAsync(id, GatewayBench.Cancellation));
        await server.SetModeAsync(new { login = "ok" });
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task OneOddAnswer_AtALogin_IsNoEnd()
    {
        await using var bench = await StartAsync(options => options.FirstRetry = TimeSpan.FromSeconds(2));
        var id = await ConnectAsync(bench);
        await server.SetModeAsync(new { login = 401 });
        await server.DoAsync(Number, "drop");
        await bench.UntilAsync(id, snapshot => snapshot.Reason is { Code: ReasonCode.Reconnecting, Attempt: 2 });

        await server.SetModeAsync(new { login = "ok" });

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.DoesNotContain(bench.Statuses.Of(id), reason => reason.Code == ReasonCode.LoggedOutOnPhone);
        await AssertNeverTwoSocketsAsync();
    }

    [Fact]
    public async Task LoggedOutOnThePhone_Live_ForgetsTheCredentials()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        await server.DoAsync(Number, "unlink");

        await bench.UntilAsync(id, ReasonCode.LoggedOutOnPhone);
        Assert.False(await Keys(bench).HasCredentialsAsync(id, GatewayBench.Cancellation));
        Assert.Empty(await Keys(bench).ReadKeysAsync(id, "pre-key", ["1", "2", "3"], GatewayBench.Cancellation));
    }

    [Fact]
    public async Task LoggedOutOnThePhone_WhileAway_IsFoundAtTheLogin()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        await bench.StopAsync();
        await server.DoAsync(Number, "unlink");

        await bench.StartAgainAsync();

        await bench.UntilAsync(id, ReasonCode.LoggedOutOnPhone);
    }

    [Fact]
    public async Task Replaced_StopsAndDoesNotFight()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        await server.DoAsync(Number, "replace");

        await bench.UntilAsync(id, ReasonCode.Replaced);
        Assert.Null((await bench.SendAsync(new RefreshChannel(id))).ConfirmedAt);
        Assert.Equal(1, (int)(await server.PhoneAsync(Number))["logins"]!);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(402)]
    public async Task Banned_StopsAndSaysUntilWhen(int code)
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);

        await server.DoAsync(Number, "ban", new { code, expire = 7200 });

        var reason = (await bench.UntilAsync(id, ReasonCode.Banned)).Reason;
        Assert.Equal(code == 402, reason.Until is { } until && until > DateTimeOffset.UtcNow.AddHours(1));
    }

    [Fact]
    public async Task Refresh_AsksWhatsApp()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var before = (int)(await server.PhoneAsync(Number))["pings"]!;

        var refreshed = await bench.SendAsync(new RefreshChannel(id));

        Assert.NotNull(refreshed.ConfirmedAt);
        Assert.Equal(before + 1, (int)(await server.PhoneAsync(Number))["pings"]!);
    }

    [Fact]
    public async Task Restriction_ShowsOnTheCard_AndIsLifted()
    {
        await using var bench = await StartAsync();
        var id = await ConnectAsync(bench);
        var until = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();

        await server.DoAsync(Number, "restrict", new { until });
        var reason = (await bench.UntilAsync(id, ReasonCode.ConnectedRestricted)).Reason;
        Assert.Equal(until, reason.Until!.Value.ToUnixTimeSeconds());
        await server.DoAsync(Number, "restrict", new { });

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    private static ISessionKeys Keys(GatewayBench bench) => bench.Services.GetRequiredService<ISessionKeys>();

    private async Task<ChannelId> ConnectAsync(GatewayBench bench)
    {
        await server.AddPhoneAsync(Number, new { history = false });
        return await bench.ConnectAsync(server, Number);
    }

    private async Task AssertNeverTwoSocketsAsync() =>
        Assert.Equal(1, (int)(await server.PhoneAsync(Number))["sockets"]!["max"]!);

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }
}
