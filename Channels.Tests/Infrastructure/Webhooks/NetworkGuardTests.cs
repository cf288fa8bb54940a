using System.Net;
using System.Net.Sockets;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Webhooks;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Channels.Tests.Infrastructure.Webhooks;

/// <summary>Where webhooks may go, by address and by name.</summary>
public sealed class NetworkGuardTests
{
    private static readonly WebhookOptions Outside = new(AllowsLoopback: false, [], Proxy: null);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001::1")]
    public void InnerAddress_IsClosed(string address)
    {
        Assert.False(new NetworkGuard(Outside, new SystemNames()).IsOpen(IPAddress.Parse(address)));
        var url = address.Contains(':', StringComparison.Ordinal) ? $"https://[{address}]/x" : $"https://{address}/x";
        Assert.Equal(Rule.WebhookAddressForbidden, new NetworkGuard(Outside, new SystemNames()).Check(url)?.Rule);
    }

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::5db8:d822")]
    public void PublicAddress_IsOpen(string address) => Assert.True(new NetworkGuard(Outside, new SystemNames()).IsOpen(IPAddress.Parse(address)));

    [Fact]
    public void AllowedNetwork_IsOpen_AndNoOther()
    {
        var guard = new NetworkGuard(Outside with { AllowedNetworks = [IPNetwork.Parse("10.1.0.0/16")] }, new SystemNames());

        Assert.True(guard.IsOpen(IPAddress.Parse("10.1.2.3")));
        Assert.True(guard.IsOpen(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.False(guard.IsOpen(IPAddress.Parse("10.2.2.3")));
    }

    [Theory]
    [InlineData("http://erp.loja.example/x", Rule.WebhookNotEncrypted)]
    [InlineData("http://127.0.0.1/x", Rule.WebhookNotEncrypted)]
    [InlineData("https://localhost/x", Rule.WebhookAddressForbidden)]
    [InlineData("https://ana:senha@erp.loja.example/x", Rule.WebhookAddressInvalid)]
    [InlineData("ftp://erp.loja.example/x", Rule.WebhookAddressInvalid)]
    [InlineData("erp.loja.example", Rule.WebhookAddressInvalid)]
    [InlineData("https://0x7f000001/x", Rule.WebhookAddressForbidden)]
    [InlineData("https://2130706433/x", Rule.WebhookAddressForbidden)]
    public void Address_ThatCannotBeUsed_IsRefused(string address, Rule why) => Assert.Equal(why, new NetworkGuard(Outside, new SystemNames()).Check(address)?.Rule);

    [Fact]
    public async Task Name_ThatLeadsInside_IsNotConnectedTo_AlsoWhereItLedOutsideBefore()
    {
        var names = new TurningNames(IPAddress.Parse("93.184.216.34"));
        await using var world = await WebhookBench.StartAsync(services => services
            .Replace(ServiceDescriptor.Singleton(Outside)).Replace(ServiceDescriptor.Singleton<INameResolver>(names)));
        var made = await world.Bench.SendAsync(new MakeEndpoint(new WebhookOrder($"https://erp.loja.example:{new Uri(world.Receiver.Address).Port}/x", [], null, false)));
        names.Turn(IPAddress.Loopback);

        var outcome = await world.Bench.SendAsync(new TryEndpoint(made.Id));

        Assert.Equal(WebhookTrouble.Forbidden, outcome.Trouble);
        Assert.Empty(world.Receiver.All);
        names.Turn();
        Assert.Equal(WebhookTrouble.NoAddress, (await world.Bench.SendAsync(new TryEndpoint(made.Id))).Trouble);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed_AndIsNoSuccess()
    {
        await using var world = await WebhookBench.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        (world.Receiver.Status, world.Receiver.Location) = (307, other.Address);
        var made = await world.MakeAsync();

        var outcome = await world.Bench.SendAsync(new TryEndpoint(made.Id));

        Assert.Equal((307, false), (outcome.Status, outcome.IsTaken));
        Assert.Empty(other.All);
    }

    /// <summary>The environment's proxies are for others.</summary>
    [Fact]
    public void Handler_UsesNoProxyOfTheEnvironment()
    {
        using var plain = WebhooksRegistration.HandlerOf(Outside, new NetworkGuard(Outside, new SystemNames()));
        var through = Outside with { Proxy = new Uri("http://proxy.loja.example:3128") };
        using var proxied = WebhooksRegistration.HandlerOf(through, new NetworkGuard(through, new SystemNames()));

        Assert.False(plain.UseProxy);
        Assert.NotNull(plain.ConnectCallback);
        Assert.Equal(through.Proxy, proxied.Proxy!.GetProxy(new Uri("https://erp.loja.example/x")));
    }

    private sealed class TurningNames(params IPAddress[] first) : INameResolver
    {
        private IPAddress[] _now = first;

        public void Turn(params IPAddress[] to) => _now = to;

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(_now);
    }
}
