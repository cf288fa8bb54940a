using Channels.Domain.Ports;
using Channels.Infrastructure.Settings;

namespace Channels.App.Hosting;

/// <summary>
/// Where the business is, <c>TimeZone</c> in the settings: the zone of the times that leave the page in a file, and of
/// what is due today. Pages show times in the browser's own zone.
/// </summary>
public sealed class ConsoleTimeZone : IConsoleZone
{
    public const string Key = "TimeZone";
    public const string Default = "America/Sao_Paulo";

    /// <exception cref="SettingsException">The setting is no zone of the IANA database.</exception>
    public ConsoleTimeZone(IConfiguration configuration)
    {
        var id = configuration[Key] is { Length: > 0 } set ? set : Default;
        // Zones of Windows are found too, but mean something else on another machine.
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId
            ? zone
            : throw new SettingsException($"{Key} is '{id}', but has to be a time zone of the IANA database, such as {Default}.");
    }

    public TimeZoneInfo Zone { get; }
}
