using Channels.Domain.Sending;
using Microsoft.Extensions.Configuration;

namespace Channels.Infrastructure.Settings;

/// <summary>How messages leave: <c>Messages:AskAfter</c>, <c>Messages:Pace</c>.</summary>
internal static class SendSettings
{
    /// <exception cref="SettingsException">A setting is no time, or too long or too short.</exception>
    public static SendOptions From(IConfiguration configuration)
    {
        var usual = new SendOptions();
        return new SendOptions
        {
            AskAfter = TimeSetting.Read(configuration, "Messages:AskAfter", usual.AskAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)),
            Pace = TimeSetting.Read(configuration, "Messages:Pace", usual.Pace, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        };
    }
}
