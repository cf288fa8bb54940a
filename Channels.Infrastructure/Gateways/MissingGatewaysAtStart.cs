using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Gateways;

/// <summary>
/// Says of each channel whose gateway this app does not have that it is not connected: what the store says of it was
/// true in an app that had one.
/// </summary>
internal sealed class MissingGatewaysAtStart(IServiceScopeFactory scopes, Channels.Domain.Ports.Gateways gateways, GatewayVoice voice)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var channels = await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListAsync(cancellationToken);
        foreach (var channel in channels.Where(x => x.Status != ChannelStatus.Disconnected && gateways.Find(x.Method) is null))
        {
            var code = channel.Method == ConnectionMethod.Simulator ? ReasonCode.OnlyInDevelopment : ReasonCode.GatewayMissing;
            await voice.SayAsync(new ObserveLine(channel.Id, new StatusReason(code)), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
