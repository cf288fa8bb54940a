using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The contract with the real engine, against the WhatsApp server.</summary>
public sealed class WhatsAppWebContractTests(WhatsAppServer server) : CodeGatewayContract, IClassFixture<WhatsAppServer>
{
    private protected override async Task<GatewayWorld> OpenAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        await server.AddPhoneAsync(Number, new { name = "Loja da Ana" });
        return new World(server, await GatewayBench.StartAsync(server.Url));
    }

    private sealed class World(WhatsAppServer server, GatewayBench bench) : GatewayWorld
    {
        public override IChannelGateway Gateway => bench.Gateway;

        public override StatusWatch Statuses => bench.Statuses;

        public override ShownCodes Codes => bench.Codes;

        public override HeardConfirmations Confirmations => bench.Confirmations;

        public override Task<ChannelId> CreateAsync() => bench.CreateAsync();

        public override Task ScanAsync(string code) => server.DoAsync(Number, "scan", new { qr = code });

        public override async Task BreakAsync(ChannelId id)
        {
            await server.SetModeAsync(new { upgrade = 503 });
            await server.DoAsync(Number, "drop");
        }

        public override Task MendAsync(ChannelId id) => server.SetModeAsync(new { upgrade = "ok" });

        public override async Task<bool> IsListedAsync(ChannelId id) => (bool)(await server.PhoneAsync(Number))["linked"]!;

        public override Task<bool> HasCredentialsAsync(ChannelId id) =>
            bench.Services.GetRequiredService<ISessionKeys>().HasCredentialsAsync(id, Cancellation);

        public override ValueTask DisposeAsync() => bench.DisposeAsync();
    }
}
