using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Official;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Tests.GraphServer;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways;

/// <summary>Linked devices and official numbers in one console.</summary>
internal static class BothGateways
{
    public const string VerifyToken = "um segredo para a verificação";

    public static Task<GatewayBench> StartAsync(WhatsAppServer server, MetaServer meta) => GatewayBench.StartAsync(server.Url, meta: new MetaOptions
    {
        AppId = meta.AppId,
        AppSecret = meta.AppSecret,
        VerifyToken = VerifyToken,
        PublicAddress = new Uri("http://localhost"),
        GraphAddress = meta.Address,
        DialogAddress = meta.Address,
    });

    /// <summary>A channel whose official number a person typed, with its token.</summary>
    public static async Task<ChannelId> UseTokenAsync(this GatewayBench bench, MetaServer meta, WabaNumber number, string name = "Loja")
    {
        var id = (await bench.SendAsync(new CreateChannel(name, ConnectionMethod.MetaCloud))).Id;
        var account = meta.World.FindWaba(number.WabaId)!;
        await bench.SendAsync(new UseToken(id, new TokenEntry(meta.IssueToken(account).Value, account.Id, number.Id)));
        return id;
    }
}
