using Channels.Domain.Alerts;

namespace Channels.Domain.Ports;

/// <summary>Incidents and what is told of them, inside a transaction.</summary>
public interface IAlertData
{
    Task<AlertSettings> LoadSettingsAsync();

    /// <summary>The incidents that are not over, with their deliveries.</summary>
    Task<IReadOnlyList<Incident>> ListOpenAsync();

    void Add(Incident incident);

    void Remove(Incident incident);

    /// <summary>Deletes up to so many incidents that ended before, with what was told of them; answers how many.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, int count);

    /// <summary>The next lines of all timelines that were not taken before, in their order; a line is taken once.</summary>
    Task<IReadOnlyList<HistoryEntry>> TakeLinesAsync(int atMost);

    /// <summary>The incident that a message is about, with all its deliveries.</summary>
    Task<Incident?> FindIncidentAsync(Guid delivery);

    /// <summary>The messages of which only the beginning was written down.</summary>
    Task<IReadOnlyList<Delivery>> ListBegunAsync(AlertRoute route);
}
