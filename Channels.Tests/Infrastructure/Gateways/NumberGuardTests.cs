using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.GraphServer;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>One number, as the phone spells it and as Meta does, is one number, whichever method has it first.</summary>
public sealed class NumberGuardTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string AsThePhone = "5215512345678";
    private const string AsMeta = "+52 55 1234 5678";

    [Fact]
    public async Task LinkedDevice_OfAnOfficialNumber_IsRefused()
    {
        await using var world = await StartAsync();
        await world.Bench.UntilAsync(await world.Bench.UseTokenAsync(world.Meta, world.Number, "Loja"), ReasonCode.Connected);
        var device = await world.Bench.CreateAsync("Vendas");

        await world.Bench.SendAsync(new ConnectChannel(device));
        await server.DoAsync(AsThePhone, "scan", new { qr = await world.Bench.Codes.NextAsync(device) });

        Assert.Equal("Loja", (await world.Bench.UntilAsync(device, ReasonCode.SameNumberElsewhere)).Reason.OtherChannel);
        Assert.Null((await world.Bench.FindAsync(device)).Number);
    }

    [Fact]
    public async Task OfficialNumber_OfALinkedDevice_IsRefused()
    {
        await using var world = await StartAsync();
        await world.Bench.ConnectAsync(server, AsThePhone, "Vendas");

        var official = await world.Bench.UseTokenAsync(world.Meta, world.Number, "Loja");

        // Nor does the reading that comes next say anything else.
        await world.Bench.SendAsync(new RefreshChannel(official));
        var refused = await world.Bench.FindAsync(official);
        Assert.Equal((ReasonCode.SameNumberElsewhere, "Vendas"), (refused.Reason.Code, refused.Reason.OtherChannel));
        Assert.Null(refused.Number);
    }

    private async Task<World> StartAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        await server.AddPhoneAsync(AsThePhone);
        var meta = await MetaServer.StartAsync(TimeProvider.System);
        var number = meta.World.AddConnectedNumber(meta.World.AddWaba("Loja"), AsMeta);
        return new World(await BothGateways.StartAsync(server, meta), meta, number);
    }

    private sealed record World(WhatsAppWeb.GatewayBench Bench, MetaServer Meta, WabaNumber Number) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Bench.DisposeAsync();
            await Meta.DisposeAsync();
        }
    }
}
