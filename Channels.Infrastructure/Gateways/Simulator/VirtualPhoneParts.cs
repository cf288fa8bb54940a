using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>What all virtual phones share.</summary>
internal sealed record VirtualPhoneParts(
    IServiceScopeFactory Scopes,
    ISessionKeys Keys,
    GatewayVoice Voice,
    IConsoleAddress Console,
    SampleData Samples,
    TimeProvider Time,
    ILogger<VirtualPhone> Logger)
{
    public async Task<ChannelSnapshot?> FindAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var scope = Scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().FindAsync(id, cancellationToken);
    }
}
