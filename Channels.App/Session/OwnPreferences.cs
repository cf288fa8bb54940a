using Channels.Domain.Access;
using Channels.Domain.UseCases.People;

namespace Channels.App.Session;

/// <summary>
/// How the reader likes the console. No page is worth losing for it: what cannot be read is as it was last known, or as at
/// first, and what cannot be kept holds for as long as the page is open.
/// </summary>
public sealed partial class OwnPreferences(Dispatcher dispatcher, ILogger<OwnPreferences> logger)
{
    /// <summary>As stylesheets and scripts call it.</summary>
    public static string ThemeName(ThemeChoice theme) => theme.ToString().ToLowerInvariant();

    private Preferences _known = Preferences.Default;

    public async Task<Preferences> ReadAsync()
    {
        try
        {
            _known = await dispatcher.SendAsync(new ReadPreferences());
        }
        catch (Exception exception)
        {
            Log.NotRead(logger, exception);
        }

        return _known;
    }

    public async Task<Preferences> ChangeAsync(
        ThemeChoice? theme = null, BoardView? view = null, BoardOrder? order = null, bool? alarm = null)
    {
        _known = new Preferences(theme ?? _known.Theme, view ?? _known.View, order ?? _known.Order, alarm ?? _known.Alarm);
        try
        {
            _known = await dispatcher.SendAsync(new ChangePreferences(theme, view, order, alarm));
        }
        catch (Exception exception)
        {
            Log.NotKept(logger, exception);
        }

        return _known;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody's preferences could not be read")]
        public static partial void NotRead(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody's preferences could not be kept")]
        public static partial void NotKept(ILogger logger, Exception exception);
    }
}
