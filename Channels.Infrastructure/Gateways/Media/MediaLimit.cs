using System.Globalization;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Channels.Infrastructure.Gateways.Media;

/// <summary>How large a medium may be that passes through: <c>Messages:MaxMedia</c>, in MiB.</summary>
internal sealed record MediaLimit(int Megabytes = 64)
{
    private const string Setting = "Messages:MaxMedia";
    private const int Most = 2048;

    public long Bytes => Megabytes * 1024L * 1024;

    /// <exception cref="SettingsException">It is no such number.</exception>
    public static MediaLimit From(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
        {
            return new MediaLimit();
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= Most
            ? new MediaLimit(size)
            : throw new SettingsException($"{Setting} is \"{text}\". It is a number of MiB, 1 to {Most}, such as 64.");
    }
}
