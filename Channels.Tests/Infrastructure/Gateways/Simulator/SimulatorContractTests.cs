namespace Channels.Tests.Infrastructure.Gateways.Simulator;

public sealed class SimulatorContractTests : RemovingGatewayContract
{
    private protected override async Task<GatewayWorld> OpenAsync() => await SimulatorBench.StartAsync();
}
