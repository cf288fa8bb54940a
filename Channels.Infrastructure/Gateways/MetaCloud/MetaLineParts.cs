using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>What all lines of the official API share.</summary>
internal sealed record MetaLineParts(
    MetaOptions Options,
    GraphClient Graph,
    GraphUsage Usage,
    MetaAccounts Accounts,
    AccountFinder Finder,
    TokenCheck Tokens,
    AccountTurns Turns,
    MetaAttempts Attempts,
    MetaTolds Tolds,
    TickedFields Fields,
    GatewayVoice Voice,
    IServiceScopeFactory Scopes,
    TimeProvider Time,
    ILogger<MetaLine> Logger)
{
    public async Task<ChannelSnapshot?> FindAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await using var scope = Scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().FindAsync(id, cancellationToken);
    }
}
