using Channels.Domain.Access;

namespace Channels.Domain.Ports;

/// <summary>
/// The browsers in which people are signed in. A session stands as long as its row is there, the person is enabled, and
/// their stamp is the one that it began with.
/// </summary>
public interface ISessions
{
    /// <summary>Begins one for somebody who proved who they are.</summary>
    Task<UserSession> BeginAsync(Person person, Client client, CancellationToken cancellationToken);

    /// <summary>Whom a session lets in; null where it no longer stands.</summary>
    Task<Person?> FindAsync(string userId, string session, CancellationToken cancellationToken);

    /// <summary>A person's sessions, the one used last first.</summary>
    Task<IReadOnlyList<UserSession>> ListAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Ends the person's sessions that are named, with a trace of how; those of others are left alone.</summary>
    Task EndAsync(string userId, Func<UserSession, bool> which, TraceKind how, CancellationToken cancellationToken);

    /// <summary>Writes down when each was last used, and ends those that nobody used for <see cref="UserSession.Kept"/>.</summary>
    Task KeepAsync(CancellationToken cancellationToken);
}

/// <summary>Which sessions stand, in memory: asked before each push to a page, where reading the store would be too much.</summary>
public interface ILiveSessions
{
    bool IsLive(string? session);

    /// <summary>Calls <paramref name="ended"/> once when the session ends, and at once if it already has. It must not wait.</summary>
    /// <returns>Disposed, it calls no more.</returns>
    IDisposable Watch(string session, Action ended);
}

/// <summary>A browser in which somebody is signed in.</summary>
/// <param name="Id">32 hexadecimal digits. Not a secret: only a cookie that the console sealed carries it into a request.</param>
/// <param name="LastUse">To within five minutes.</param>
public sealed record UserSession(string Id, string UserId, Client Client, DateTimeOffset Since, DateTimeOffset LastUse)
{
    /// <summary>How long a session stands that nobody uses.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);
}
