using Channels.Domain;
using Channels.Domain.Proxies;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>A channel's proxy, with the real engine: everything of the line goes through it, or nothing goes.</summary>
public sealed class ProxyOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>, IAsyncDisposable
{
    private const string Number = "5511987654321";
    private const string User = "loja";
    private const string Password = "senha do proxy: 100% @çúcar";

    // The smallest thing that starts as a JPEG does.
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xD9];

    private readonly TunnelProxy _proxy = new();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData(ProxyKind.Http, false)]
    [InlineData(ProxyKind.Http, true)]
    [InlineData(ProxyKind.Socks5, false)]
    [InlineData(ProxyKind.Socks5, true)]
    public async Task Line_ToANameThatOnlyTheProxyKnows_Connects(ProxyKind kind, bool login)
    {
        _proxy.SecretName = "whatsapp.invalid";
        _proxy.Login = login ? (User, Password) : null;
        await using var bench = await StartAsync(options => options.ServerUrl = new UriBuilder(server.Url) { Host = _proxy.SecretName }.Uri);
        await server.AddPhoneAsync(Number);
        var id = await bench.CreateAsync();
        await GiveAsync(bench, id, kind, login ? Password : null);

        await LinkAsync(bench, id);

        await server.DoAsync(Number, "receive", new { from = "5521912345678", text = "Oi" });
        Assert.Equal(ReceivedMessage.OpenedConversation, await bench.Received.NextAsync());
        Assert.All(_proxy.Asked, asked => Assert.Equal($"whatsapp.invalid:{server.Url.Port}", asked));
        Assert.Equal(_proxy.Asked.Count, await UpgradesAsync());
        Assert.DoesNotContain(Password, bench.Logs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProxyKind.Http)]
    [InlineData(ProxyKind.Socks5)]
    public async Task PictureAndMedia_GoThroughItToo(ProxyKind kind)
    {
        _proxy.Login = (User, Password);
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { picture = Convert.ToBase64String(Picture) });
        var id = await bench.CreateAsync();
        await GiveAsync(bench, id, kind, Password);

        await LinkAsync(bench, id);
        var shown = await bench.UntilAsync(id, snapshot => snapshot.PictureTag is not null);
        Assert.Equal(Picture, (await bench.SendAsync(new ReadPicture(id, shown.PictureTag!)))!.Jpeg);
        Assert.Equal(_proxy.Asked.Count, await UpgradesAsync() + 1);

        // The phone offers history that lies on WhatsApp's media server.
        await server.DoAsync(Number, "receive", new { kind = "history", text = "antes", external = true });
        await Tools.UntilAsync(() => Task.FromResult(_proxy.Asked.Contains("mmg.whatsapp.net:443")), found => found);
        Assert.Contains("mmg.whatsapp.net:443", _proxy.Asked);
    }

    [Theory]
    [InlineData(ProxyKind.Http)]
    [InlineData(ProxyKind.Socks5)]
    public async Task ProxyThatGoesDown_TakesTheLineWithIt_UntilItIsBack(ProxyKind kind)
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var id = await bench.CreateAsync();
        await GiveAsync(bench, id, kind);
        await LinkAsync(bench, id);
        var upgrades = await UpgradesAsync();

        await _proxy.GoDownAsync();

        // The server could be reached directly.
        await bench.UntilAsync(id, snapshot => snapshot.Reason is { Code: ReasonCode.Reconnecting, Cause: ConnectionCause.ProxyUnreachable, Attempt: > 2 });
        Assert.Equal(upgrades, await UpgradesAsync());
        Assert.False((bool)(await server.PhoneAsync(Number))["connected"]!);

        _proxy.ComeUp();
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal(_proxy.Asked.Count, await UpgradesAsync());
    }

    [Theory]
    [InlineData(ProxyKind.Http, "down", ConnectionCause.ProxyUnreachable, null)]
    [InlineData(ProxyKind.Socks5, "down", ConnectionCause.ProxyUnreachable, null)]
    [InlineData(ProxyKind.Http, "silent", ConnectionCause.ProxyUnreachable, null)]
    [InlineData(ProxyKind.Socks5, "silent", ConnectionCause.ProxyUnreachable, null)]
    [InlineData(ProxyKind.Http, "login", ConnectionCause.ProxyLogin, 407)]
    [InlineData(ProxyKind.Socks5, "login", ConnectionCause.ProxyLogin, null)]
    [InlineData(ProxyKind.Http, "refuses", ConnectionCause.ProxyRefused, 403)]
    [InlineData(ProxyKind.Socks5, "refuses", ConnectionCause.ProxyRefused, null)]
    [InlineData(ProxyKind.Https, "no TLS", ConnectionCause.ProxyUnreachable, null)]
    public async Task ProxyThatDoesNotLead_OpensNoLine_AndSaysWhy(ProxyKind kind, string trouble, ConnectionCause cause, int? status)
    {
        await using var bench = await StartAsync(options => options.ConnectTimeout = TimeSpan.FromSeconds(1));
        _proxy.Login = (User, Password);
        (_proxy.IsSilent, _proxy.Refuses) = (trouble == "silent", trouble == "refuses");
        var password = trouble == "login" ? "errada" : Password;
        if (trouble == "down")
        {
            await _proxy.GoDownAsync();
        }

        var id = await bench.CreateAsync();
        var tried = await bench.SendAsync(new TryProxy(id, Server(kind, User), password));
        await GiveAsync(bench, id, kind, password);
        await bench.SendAsync(new ConnectChannel(id));

        var reason = (await bench.UntilAsync(id, ReasonCode.PairingFailed)).Reason;
        Assert.Equal((cause, status), (reason.Cause, reason.HttpStatus));
        Assert.Equal((cause, status), (tried.Cause, tried.HttpStatus));
        Assert.Equal(0, await UpgradesAsync());
    }

    [Fact]
    public async Task Try_OpensWhatsAppsAddress_AndSaysWhatCameBack()
    {
        await using var bench = await StartAsync();
        var id = await bench.CreateAsync();

        Assert.Equal(new(Cause: null), await bench.SendAsync(new TryProxy(id, Server(ProxyKind.Http), null)));
        Assert.Equal(new(Cause: null), await bench.SendAsync(new TryProxy(id, Server(ProxyKind.Socks5), null)));
        await server.SetModeAsync(new { upgrade = 503 });
        Assert.Equal(new(ConnectionCause.HttpAnswer, 503), await bench.SendAsync(new TryProxy(id, Server(ProxyKind.Http), null)));
        await server.SetModeAsync(new { upgrade = "ok" });
        Assert.Equal(3, _proxy.Asked.Count);
    }

    [Fact]
    public async Task Change_MovesAnOpenLineAtOnce_BothWays()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var id = await bench.ConnectAsync(server, Number);
        var logins = await LoginsAsync();

        await GiveAsync(bench, id, ProxyKind.Socks5);
        await bench.UntilAsync(id, snapshot => snapshot is { HasProxy: true, Reason: { Code: ReasonCode.Reconnecting, Cause: ConnectionCause.ProxyChanged } });
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal((logins + 1, 1), (await LoginsAsync(), _proxy.Asked.Count));

        await bench.SendAsync(new ChangeProxy(id, Server: null, Password: null, Seen: Server(ProxyKind.Socks5)));
        await bench.UntilAsync(id, snapshot => snapshot.Reason.Code == ReasonCode.Reconnecting);
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal((logins + 2, 1), (await LoginsAsync(), _proxy.Asked.Count));
        var lines = (await bench.SendAsync(new ReadHistory(id))).Lines.Select(line => line.Kind).ToList();
        Assert.Contains(HistoryKind.ProxySet, lines);
        Assert.Contains(HistoryKind.ProxyRemoved, lines);
    }

    [Fact]
    public async Task Change_WhileACodeIsShown_ShowsAnotherThatCameThroughIt()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var id = await bench.CreateAsync();
        await bench.SendAsync(new ConnectChannel(id));
        await bench.Codes.NextAsync(id);

        await GiveAsync(bench, id, ProxyKind.Http);

        await server.DoAsync(Number, "scan", new { qr = await bench.Codes.NextAsync(id) });
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal(_proxy.Asked.Count + 1, await UpgradesAsync());
    }

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }

    private ProxyServer Server(ProxyKind kind, string user = "") => new(kind, "127.0.0.1", _proxy.Port, user);

    private Task<ChannelSnapshot> GiveAsync(GatewayBench bench, ChannelId id, ProxyKind kind, string? password = null) =>
        bench.SendAsync(new ChangeProxy(id, Server(kind, password is null ? "" : User), password, Seen: null));

    private async Task LinkAsync(GatewayBench bench, ChannelId id)
    {
        await bench.SendAsync(new ConnectChannel(id));
        await server.DoAsync(Number, "scan", new { qr = await bench.Codes.NextAsync(id) });
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    private async Task<int> UpgradesAsync() => (await server.StateAsync())["upgrades"]!.AsArray().Count;

    private async Task<int> LoginsAsync() => (int)(await server.PhoneAsync(Number))["logins"]!;
}
