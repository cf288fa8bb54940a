namespace Channels.Domain.Access;

/// <summary>
/// Who the present scope sends for: set once by whoever opens the scope, before the first request. It holds only an
/// identity; whether its session still stands and what that person may do is read fresh by <see cref="IActor"/>.
/// </summary>
public sealed class Sender
{
    public string? UserId { get; private set; }

    /// <summary>The <see cref="Ports.UserSession"/> in which that person sends; without one they are nobody.</summary>
    public string? Session { get; private set; }

    /// <summary>Where the request comes from, if that is known.</summary>
    public Client Client { get; set; } = Client.Unknown;

    /// <summary>Who sends where it is no person.</summary>
    public Actor? Inner { get; private set; }

    public void BecomePerson(string? userId, string? session) => (UserId, Session) = (userId, session);

    public void BecomeGateway() => Inner = Actor.Gateway;

    public void BecomeModule() => Inner = Actor.Module;

    /// <param name="holder">As the store just knew them.</param>
    public void BecomeKey(Actor holder) => Inner = holder;
}
