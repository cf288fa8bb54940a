using Channels.Domain.Access;

namespace Channels.Domain.Ports;

/// <summary>The people of the console and their passwords.</summary>
public interface IPeople
{
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken);

    Task<Person?> FindAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Creates an administrator in the same transaction that checks <paramref name="onlyIfFirst"/>.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.SetupClosed"/>, <see cref="Rule.EmailTaken"/>, <see cref="Rule.PasswordTooWeak"/></exception>
    Task<Person> CreateAdministratorAsync(
        string email, string name, string password, bool onlyIfFirst, CancellationToken cancellationToken);

    /// <summary>Creates a person without a password; a one-time link lets them choose one.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.EmailTaken"/></exception>
    Task<PasswordLink> InviteAsync(string email, string name, Role role, CancellationToken cancellationToken);

    /// <summary>Makes a one-time link, valid for 24 h, with which a person chooses a new password. It ends the ones before it.</summary>
    Task<PasswordLink> MakePasswordLinkAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Whom a one-time link is for; null where it no longer counts, or the person may not sign in.</summary>
    Task<Person?> FindByLinkAsync(string userId, string token, CancellationToken cancellationToken);

    /// <exception cref="RuleViolation"><see cref="Rule.LinkInvalid"/>, <see cref="Rule.PasswordTooWeak"/></exception>
    Task SetPasswordAsync(string userId, string token, string password, CancellationToken cancellationToken);

    /// <summary>A wrong current password counts like one at the sign-in.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.PasswordWrong"/>, <see cref="Rule.PasswordLockedOut"/></exception>
    Task ChangePasswordAsync(string userId, string current, string next, CancellationToken cancellationToken);

    /// <exception cref="RuleViolation"><see cref="Rule.LastAdministrator"/></exception>
    Task SetRoleAsync(string userId, Role role, CancellationToken cancellationToken);

    /// <exception cref="RuleViolation"><see cref="Rule.LastAdministrator"/></exception>
    Task SetEnabledAsync(string userId, bool enabled, CancellationToken cancellationToken);

    /// <summary>Checks a password; wrong ones count towards a lock-out.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.SignInFailed"/>: unknown, invited, disabled, locked and wrong are told apart by nothing.</exception>
    Task<Person> SignInAsync(string email, string password, CancellationToken cancellationToken);
}

/// <summary>Somebody who may sign in.</summary>
/// <param name="HasPassword">False until an invited person chose one.</param>
/// <param name="Stamp">Changes with password, role and enabled flag; a session keeps the one that it began with.</param>
public sealed record Person(
    string Id, string Email, string Name, Role Role, bool Enabled, bool HasPassword, string Stamp);

/// <summary>What a one-time link carries.</summary>
public sealed record PasswordLink(string UserId, string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps the token out of logs and exception texts.</summary>
    public override string ToString() => $"PasswordLink until {ExpiresAt:O}";
}
