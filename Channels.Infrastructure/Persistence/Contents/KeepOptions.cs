using System.Globalization;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Channels.Infrastructure.Persistence.Contents;

/// <summary>How long messages and events are kept: <c>Messages:KeepLog</c>, <c>Messages:KeepContent</c>, <c>Events:KeepDays</c>.</summary>
internal sealed record KeepOptions
{
    private const string LogSetting = "Messages:KeepLog";
    private const string ContentSetting = "Messages:KeepContent";
    private const string EventsSetting = "Events:KeepDays";

    /// <summary>That a message passed, and when.</summary>
    public TimeSpan Log { get; init; } = TimeSpan.FromDays(90);

    /// <summary>What it said.</summary>
    public TimeSpan Content { get; init; } = TimeSpan.FromDays(7);

    public TimeSpan Events { get; init; } = TimeSpan.FromDays(7);

    /// <exception cref="SettingsException">A setting is no time, or too long or too short.</exception>
    public static KeepOptions From(IConfiguration configuration)
    {
        var all = new KeepOptions();
        return new KeepOptions
        {
            Log = TimeSetting.Read(configuration, LogSetting, all.Log, TimeSpan.FromDays(1), TimeSpan.FromDays(400)),
            Content = TimeSetting.Read(configuration, ContentSetting, all.Content, TimeSpan.FromHours(1), TimeSpan.FromDays(30)),
            Events = TimeSpan.FromDays(ReadDays(configuration, (int)all.Events.TotalDays)),
        };
    }

    private static int ReadDays(IConfiguration configuration, int otherwise)
    {
        if (configuration[EventsSetting] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 90
            ? days
            : throw new SettingsException($"{EventsSetting} is \"{text}\". It is a number of days, 1 to 90.");
    }
}
