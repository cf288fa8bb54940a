using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Channels.Infrastructure.Persistence;

internal sealed class StoreHealth(IDbContextFactory<ChannelsDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Channels.AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
