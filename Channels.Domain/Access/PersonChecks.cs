using System.Net.Mail;

namespace Channels.Domain.Access;

/// <summary>The shapes of what people type about people.</summary>
public static class PersonChecks
{
    public const int MaxName = 80;
    public const int MaxEmail = 254;
    public const int MinPassword = 10;
    public const int MaxPassword = 256;

    public static Rule? Email(string? email) =>
        email is { Length: > 2 and <= MaxEmail } && !email.Any(char.IsWhiteSpace)
            && MailAddress.TryCreate(email, out var address) && address.Address == email
            ? null
            : Rule.EmailInvalid;

    public static Rule? Name(string? name) => name?.Trim() switch
    {
        null or "" => Rule.PersonNameRequired,
        { Length: > MaxName } => Rule.PersonNameTooLong,
        { } text when text.Any(char.IsControl) => Rule.PersonNameRequired,
        _ => null,
    };

    /// <summary>The length alone (NIST SP 800-63B section 3.1.1); how easily it is guessed is judged where people are kept.</summary>
    public static Rule? Password(string? password) =>
        password is { Length: >= MinPassword and <= MaxPassword } ? null : Rule.PasswordTooWeak;
}
