namespace Channels.Domain.Access;

/// <summary>Who sends a request. Stored by name for people.</summary>
public enum Role
{
    /// <summary>Not signed in, or signed in with an account that is disabled or gone.</summary>
    Nobody,

    /// <summary>Watches and refreshes.</summary>
    Operator,

    /// <summary>Does everything that people may do.</summary>
    Administrator,

    /// <summary>Not a person: a gateway reporting what it saw.</summary>
    Gateway,

    /// <summary>Not a person: another module of the system, or the console's own background work.</summary>
    Module,

    /// <summary>Not a person: another system, by an <see cref="ApiKey"/> that an administrator made for it.</summary>
    ApiKey,
}
