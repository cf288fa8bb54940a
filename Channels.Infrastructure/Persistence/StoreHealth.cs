using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Channels.Infrastructure.Persistence;

internal sealed class StoreHealth(IDbContextFactory<ChannelsDbContext> contexts, StoreSignal signal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Channels.AnyAsync(cancellationToken);
        return signal.Now is { } outage
            ? HealthCheckResult.Unhealthy($"no writes since {outage.Since:u}: {StoreTroubles.Say(outage.Trouble)}")
            : HealthCheckResult.Healthy();
    }
}
