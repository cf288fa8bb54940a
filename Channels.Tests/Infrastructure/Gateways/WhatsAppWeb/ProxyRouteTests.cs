using System.Net;
using Channels.Domain;
using Channels.Domain.Proxies;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class ProxyRouteTests
{
    private static readonly Uri WhatsApp = new WhatsAppWebOptions().Server;

    [Fact]
    public void Machine_WithoutProxies_LeadsDirectly() => Assert.Null(ProxyRoute.OfMachine(WhatsApp, new WebProxy()));

    [Fact]
    public void Machine_ThatExceptsTheAddress_LeadsDirectly() =>
        Assert.Null(ProxyRoute.OfMachine(WhatsApp, new WebProxy("http://proxy.example:3128", BypassOnLocal: false, [@"web\.whatsapp\.com"])));

    [Theory]
    [InlineData("http://proxy.example:3128", "http", "proxy.example", 3128)]
    [InlineData("https://proxy.example", "https", "proxy.example", 443)]
    [InlineData("socks5://[::1]:1080", "socks5", "::1", 1080)]
    [InlineData("socks4a://proxy.example:9050", "socks4a", "proxy.example", 9050)]
    public void Machine_WithAProxy_IsFollowed(string proxy, string scheme, string host, int port)
    {
        var machine = new WebProxy(proxy) { Credentials = new NetworkCredential("loja", "senha: 100%") };

        Assert.Equal(new ProxyRoute(scheme, host, port, "loja", "senha: 100%"), ProxyRoute.OfMachine(WhatsApp, machine));
    }

    [Theory]
    [InlineData(ProxyKind.Http, "proxy.example", "http://proxy.example:3128/")]
    [InlineData(ProxyKind.Https, "proxy.example", "https://proxy.example:3128/")]
    [InlineData(ProxyKind.Socks5, "[::1]", "socks5://[::1]:3128/")]
    public void Own_IsTheWayForEveryAddress_ThisMachineToo(ProxyKind kind, string host, string address)
    {
        var proxy = ProxyRoute.Of(new ProxyServer(kind, host, 3128, "loja"), "senha").ToWebProxy();

        Assert.All(
            (Uri[])[new("https://pps.whatsapp.net/1.jpg"), new("http://127.0.0.1:1/1.jpg"), new("http://localhost/")],
            target => Assert.Equal((false, address), (proxy.IsBypassed(target), proxy.GetProxy(target)!.AbsoluteUri)));
    }

    [Fact]
    public void Login_IsInNoText() => Assert.DoesNotContain("senha", new ProxyRoute("http", "proxy.example", 1, "loja", "senha").ToString(), StringComparison.Ordinal);
}
