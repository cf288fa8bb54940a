using Channels.Domain.Access;

namespace Channels.Domain.Ports;

/// <summary>Keeps how each person likes the console.</summary>
public interface IPreferences
{
    /// <summary>The defaults for somebody unknown.</summary>
    Task<Preferences> ReadAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Changes what is given, and nothing else: two browsers may each change their own.</summary>
    Task ChangeAsync(string userId, ThemeChoice? theme, BoardView? view, BoardOrder? order, bool? alarm, CancellationToken cancellationToken);
}
