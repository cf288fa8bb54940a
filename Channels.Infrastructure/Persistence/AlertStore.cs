using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class AlertStore(IDbContextFactory<ChannelsDbContext> contexts) : IAlertStore
{
    public async Task<AlertSettings> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new AlertSettings();
    }

    public async Task<IReadOnlyList<Incident>> ListAlertedAsync(int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Incidents.AsNoTracking()
            .Include(x => x.Deliveries.OrderBy(d => d.CreatedAt).ThenBy(d => d.Route))
            .Where(x => x.AlertedAt != null)
            .OrderByDescending(x => x.AlertedAt).ThenByDescending(x => x.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Delivery>> ListWaitingAsync(AlertRoute route, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.AsNoTracking()
            .Where(x => x.Route == route && x.State == DeliveryState.Waiting)
            .OrderBy(x => x.NextTryAt).ThenBy(x => x.CreatedAt).ThenBy(x => x.Id)
            .ToListAsync(cancellationToken);
    }
}
