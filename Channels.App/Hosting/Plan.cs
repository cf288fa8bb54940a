using System.Globalization;
using Channels.App.Live;
using Channels.Domain.Ports;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Primitives;

namespace Channels.App.Hosting;

/// <summary>
/// The contracted limit, <c>Plan:ConnectionLimit</c> in the settings. A change of the file counts at once; one that is
/// no limit keeps the last good value, because a slip in a file must not stop a running console.
/// </summary>
public sealed partial class Plan : IPlan, IDisposable
{
    public const string Key = "Plan:ConnectionLimit";
    public const int Default = 3;
    public const int Highest = 10_000;

    private readonly IConfiguration _configuration;
    private readonly ChannelFeed _feed;
    private readonly ILogger<Plan> _logger;
    private readonly IDisposable _reload;
    private volatile int _limit;

    /// <exception cref="SettingsException">The limit is not a whole number from 0 to <see cref="Highest"/>.</exception>
    public Plan(IConfiguration configuration, ChannelFeed feed, ILogger<Plan> logger)
    {
        _configuration = configuration;
        _feed = feed;
        _logger = logger;
        _limit = Read() ?? throw new SettingsException(
            $"{Key} is '{configuration[Key]}', but has to be a whole number from 0 to {Highest}.");
        _reload = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public int ConnectionLimit => _limit;

    public void Dispose() => _reload.Dispose();

    private int? Read() => _configuration[Key] switch
    {
        null or "" => Default,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit <= Highest => limit,
        _ => null,
    };

    private void Reload()
    {
        if (Read() is not { } limit)
        {
            Log.LimitUnreadable(_logger, _configuration[Key], _limit);
        }
        else if (limit != _limit)
        {
            _limit = limit;
            _feed.PublishLimit(limit);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Plan:ConnectionLimit is '{Text}', which is no limit; {Limit} still counts")]
        public static partial void LimitUnreadable(ILogger logger, string? text, int limit);
    }
}
