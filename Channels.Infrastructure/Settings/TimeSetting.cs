using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Channels.Infrastructure.Settings;

/// <summary>A setting that is a time.</summary>
internal static class TimeSetting
{
    /// <exception cref="SettingsException">It is no time, or too long or too short.</exception>
    public static TimeSpan Read(IConfiguration configuration, string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (configuration[name] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        // A bare number would be days to .NET, and hours to many a reader.
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least && time <= most
            ? time
            : throw new SettingsException(
                $"{name} is \"{text}\". It is a time of {Words(least)} to {Words(most)}, written as days.hours:minutes:seconds, such as {Words(otherwise)}.");
    }

    private static string Words(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
