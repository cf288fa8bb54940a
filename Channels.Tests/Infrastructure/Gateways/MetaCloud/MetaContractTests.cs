using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Tests.GraphServer;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

public sealed class MetaContractTests : GatewayContract
{
    private protected override async Task<GatewayWorld> OpenAsync() => await World.OpenAsync();

    private sealed class World(MetaBench bench, Waba account) : GatewayWorld
    {
        public override IChannelGateway Gateway => bench.Gateway;

        public override StatusWatch Statuses => bench.Statuses;

        public override ShownCodes Codes => throw new NotSupportedException("There are no codes.");

        public override HeardConfirmations Confirmations => bench.Confirmations;

        public static async Task<World> OpenAsync()
        {
            var bench = await MetaBench.StartAsync();
            var account = bench.Meta.World.AddWaba("Loja");
            var number = bench.Meta.World.AddConnectedNumber(account, "+" + Number);
            bench.Meta.World.Hear(number, Customer.Digits);
            return new World(bench, account);
        }

        public override Task<ChannelId> CreateAsync() => bench.CreateAsync();

        public override Task ScanAsync(string code) => throw new NotSupportedException("There are no codes.");

        public override Task<ChannelId> LinkAsync() => bench.ConnectAsync(account, $"Vendas {Guid.NewGuid():N}");

        /// <summary>Meta cannot be reached.</summary>
        public override Task BreakAsync(ChannelId id)
        {
            bench.Meta.FailWithHtml("/", times: int.MaxValue);
            return Task.CompletedTask;
        }

        /// <summary>It leaves the status as it was.</summary>
        public override Task UntilBrokenAsync(ChannelId id) => Task.CompletedTask;

        public override Task MendAsync(ChannelId id)
        {
            bench.Meta.Recover();
            return Task.CompletedTask;
        }

        public override Task<bool> IsListedAsync(ChannelId id) => Task.FromResult(account.Subscription is not null);

        /// <summary>What is kept without a number connects nothing: it is there to tell Meta later.</summary>
        public override async Task<bool> HasCredentialsAsync(ChannelId id) =>
            (await bench.QueryAsync("SELECT Channel FROM MetaAccounts WHERE NumberId IS NOT NULL")).Contains(id.ToString(), StringComparer.OrdinalIgnoreCase);

        public override ValueTask DisposeAsync() => bench.DisposeAsync();
    }
}
