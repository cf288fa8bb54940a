using System.Globalization;
using System.Text;
using Channels.Domain;

namespace Channels.App.Features.List;

/// <summary>What somebody looks for: words of a name, without regard to accents and case, or digits of a number in any shape.</summary>
public sealed class SearchText
{
    public const int MaxLength = 80;

    // Fewer digits are in nearly every number: whoever looks for "Loja 7" would see them all.
    private const int LeastDigits = 3;
    private const string AroundDigits = "+-.()/";

    private readonly string[] _words;
    private readonly string? _digits;

    public SearchText(string text)
    {
        _words = Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _digits = DigitsOf(text);
    }

    public bool Finds(ChannelSnapshot channel) =>
        IsIn(channel.Name)
        || (channel.ProfileName is { } profile && IsIn(profile))
        || (_digits is not null && channel.Number is { } number && number.Spellings.Any(x => x.Contains(_digits, StringComparison.Ordinal)));

    private bool IsIn(string name)
    {
        var folded = _words.Length == 0 ? "" : Fold(name);
        return Array.TrueForAll(_words, word => folded.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Null where the text is no number; zeros in front only lead out of a city or a country.</summary>
    private static string? DigitsOf(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
            else if (!char.IsWhiteSpace(c) && !AroundDigits.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
        }

        var number = digits.ToString().TrimStart('0');
        return number.Length >= LeastDigits ? number : null;
    }

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        // Rune by rune: a lone surrogate, which only untrusted text has, cannot be normalized.
        var whole = string.Concat<Rune>(text.EnumerateRunes());
        var folded = new StringBuilder(whole.Length);
        foreach (var c in whole.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.IsWhiteSpace(c) ? ' ' : char.ToUpperInvariant(c));
            }
        }

        return folded.ToString();
    }
}
