using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways;

public sealed class MissingGatewaysAtStartTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Start_WithoutTheGateway_FindsItMissing_AndLeavesTheDisconnectedAlone()
    {
        var connected = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var never = await _bench.CreateAsync("Suporte");

        await StartAsync();

        Assert.Equal(ReasonCode.GatewayMissing, (await _bench.FindAsync(connected.Id)).Reason.Code);
        Assert.Equal(never.Revision, (await _bench.FindAsync(never.Id)).Revision);
    }

    [Fact]
    public async Task Start_WithTheGateway_SaysNothing()
    {
        var connected = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        await StartAsync(_bench.Gateway);

        Assert.Equal(connected.Revision, (await _bench.FindAsync(connected.Id)).Revision);
    }

    private Task StartAsync(params IChannelGateway[] gateways)
    {
        var scopes = _bench.Services.GetRequiredService<IServiceScopeFactory>();
        var start = new MissingGatewaysAtStart(
            scopes, new Channels.Domain.Ports.Gateways(gateways), new GatewayVoice(scopes, new ShownCodes(), new HeardConfirmations()));
        return start.StartAsync(Workbench.Cancellation);
    }
}
