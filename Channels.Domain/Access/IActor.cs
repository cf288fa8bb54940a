namespace Channels.Domain.Access;

/// <summary>The sender of the present request.</summary>
public interface IActor
{
    /// <summary>
    /// Reads session, name, role and enabled flag from the store now; <see cref="Actor.Nobody"/> for a session that ended and
    /// for a disabled person.
    /// </summary>
    Task<Actor> ReadAsync(CancellationToken cancellationToken);
}
