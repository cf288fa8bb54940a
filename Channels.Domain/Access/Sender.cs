namespace Channels.Domain.Access;

/// <summary>
/// Who the present scope sends for: set once by whoever opens the scope, before the first request. It holds only an
/// identity; what that person may do is read fresh by <see cref="IActor"/>.
/// </summary>
public sealed class Sender
{
    public string? UserId { get; private set; }

    /// <summary>Who sends where it is no person.</summary>
    public Actor? Inner { get; private set; }

    public void BecomePerson(string? userId) => UserId = userId;

    public void BecomeGateway() => Inner = Actor.Gateway;

    public void BecomeModule() => Inner = Actor.Module;
}
