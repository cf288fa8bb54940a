namespace Channels.Tests.Infrastructure.Gateways.Simulator;

public sealed class SimulatorContractTests : CodeGatewayContract
{
    private protected override async Task<GatewayWorld> OpenAsync() => await SimulatorBench.StartAsync();
}
