using Channels.Domain;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// Whether a password withstands guessing, by zxcvbn: it knows common passwords, words, names, dates and runs of keys, however they are
/// spelled, and here what is near at hand too.
/// </summary>
internal static class PasswordStrength
{
    // Of 0 to 4 (zxcvbn's scale): 3 is more than 10^8 guesses, "safely unguessable" where hashing is slow.
    private const int Least = 3;

    // Judging takes long for long ones, and they are strong by then.
    private const int Judged = 100;

    private static readonly string[] NearAtHand = ["channels", "canais", "whatsapp", "senha", "acesso", "mudar", "brasil"];

    // It reads its lists of words when it is made, which takes longer than any password does.
    private static readonly Zxcvbn.Zxcvbn Judge = new();

    /// <exception cref="RuleViolation"><see cref="Rule.PasswordTooWeak"/></exception>
    public static void Expect(User user, string password)
    {
        string[] known = [.. NearAtHand, .. WordsOf(user.Name), .. WordsOf(user.Email!)];
        if (Judge.EvaluatePassword(password.Length > Judged ? password[..Judged] : password, known).Score < Least)
        {
            throw new RuleViolation(Rule.PasswordTooWeak);
        }
    }

    private static string[] WordsOf(string text) =>
        text.Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries);
}
