using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class AlertRows(ChannelsDbContext db, CancellationToken cancellationToken) : IAlertData
{
    private const string Reader = "alerts";

    public async Task<AlertSettings> LoadSettingsAsync() =>
        await db.AlertSettings.SingleOrDefaultAsync(cancellationToken) ?? db.AlertSettings.Add(new AlertSettings()).Entity;

    public async Task<IReadOnlyList<Incident>> ListOpenAsync() =>
        await db.Incidents.Include(x => x.Deliveries)
            .Where(x => x.EndedAt == null)
            .OrderBy(x => x.StartedAt)
            .ToListAsync(cancellationToken);

    public void Add(Incident incident) => db.Incidents.Add(incident);

    public void Remove(Incident incident) => db.Incidents.Remove(incident);

    public Task<int> ForgetAsync(DateTimeOffset before, int count)
    {
        var old = db.Incidents.Where(x => x.EndedAt < before).OrderBy(x => x.EndedAt).Take(count).Select(x => x.Id);
        return db.Incidents.Where(x => old.Contains(x.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HistoryEntry>> TakeLinesAsync(int atMost)
    {
        var mark = await db.TimelineMarks.SingleOrDefaultAsync(x => x.Reader == Reader, cancellationToken)
            ?? db.TimelineMarks.Add(new TimelineMark { Reader = Reader }).Entity;
        var lines = await db.History.AsNoTracking()
            .Where(x => x.Id > mark.Line)
            .OrderBy(x => x.Id)
            .Take(atMost)
            .ToListAsync(cancellationToken);
        mark.Line = lines.Count > 0 ? lines[^1].Id : mark.Line;
        return lines;
    }

    public Task<Incident?> FindIncidentAsync(Guid delivery) =>
        db.Incidents.Include(x => x.Deliveries)
            .SingleOrDefaultAsync(x => x.Deliveries.Any(d => d.Id == delivery), cancellationToken);

    public async Task<IReadOnlyList<Delivery>> ListBegunAsync(AlertRoute route) =>
        await db.Deliveries.Where(x => x.Route == route && x.State == DeliveryState.Sending).ToListAsync(cancellationToken);
}
