using Channels.Domain;
using Channels.Domain.Proxies;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Which way the lines of one channel go.</summary>
public sealed class WebSessionProxyTests
{
    private static readonly KeptProxy Kept = new(new ProxyServer(ProxyKind.Socks5, "proxy.example", 1080, "loja"), "senha");

    [Fact]
    public async Task LoginPairingAndRemoval_GoThroughTheKeptOne()
    {
        await using var pairing = new SessionBench();
        await using var removed = SessionBench.Linked();
        pairing.Keys.Proxy = removed.Keys.Proxy = Kept;

        await pairing.Session.ConnectAsync();
        var removing = removed.RemoveAsync();

        Assert.Equal(ProxyRoute.Of(Kept), (await pairing.Sidecar.NextAsync()).Order.Proxy);
        var last = await removed.Sidecar.NextAsync();
        Assert.Equal(ProxyRoute.Of(Kept), last.Order.Proxy);
        last.Say(new LineOpened(SessionBench.Number, Name: null));
        await removing;
    }

    [Fact]
    public async Task OneThatCannotBeRead_OpensNoLine()
    {
        await using var bench = SessionBench.Linked();
        bench.Keys.ProxyUnreadable = true;

        await bench.Session.ConnectAsync();

        Assert.Equal(ReasonCode.CredentialsUnreadable, (await bench.NextReasonAsync()).Code);
        Assert.Equal(0, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Reroute_WhileARetryWaits_TriesTheNewWayAtOnce()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(new LineClosed(ProxyTrouble: ConnectionCause.ProxyUnreachable));
        Assert.Equal(ConnectionCause.ProxyUnreachable, (await bench.NextReasonAsync()).Cause);
        bench.Keys.Proxy = Kept;

        await bench.Session.RerouteAsync();

        Assert.Equal(ProxyRoute.Of(Kept), (await bench.LogInAsync()).Order.Proxy);
    }

    [Fact]
    public async Task Reroute_WithNothingOpen_OpensNothing()
    {
        await using var bench = SessionBench.Linked();

        await bench.Session.RerouteAsync();

        await bench.AssertQuietAsync();
    }
}
