using System.Globalization;
using System.Text;

namespace Channels.Domain;

/// <summary>
/// The displayed name of a channel: 1 to 60 characters as a person counts them (grapheme clusters),
/// trimmed, with runs of spaces collapsed.
/// </summary>
public sealed record ChannelName
{
    public const int MaxCharacters = 60;
    public const int MaxUtf16Units = 240;

    private ChannelName(string value)
    {
        Value = value;
        Key = KeyOf(value);
    }

    public string Value { get; }

    /// <summary>Equal for names that differ only in compatibility forms (NFKC) or case. Accents count.</summary>
    public string Key { get; }

    /// <summary>The rule that <paramref name="text"/> breaks, or null where it is a name.</summary>
    public static Rule? Check(string? text)
    {
        var clean = Clean(text);
        return clean switch
        {
            _ when HasLoneSurrogate(clean) || clean.Any(IsForbidden) => Rule.NameHasForbiddenCharacters,
            _ when !clean.EnumerateRunes().Any(IsVisible) => Rule.NameRequired,
            { Length: > MaxUtf16Units } => Rule.NameTooLong,
            _ when new StringInfo(clean).LengthInTextElements > MaxCharacters => Rule.NameTooLong,
            _ => null,
        };
    }

    /// <exception cref="RuleViolation">The text is not a name.</exception>
    public static ChannelName Parse(string? text) =>
        Check(text) is { } rule ? throw new RuleViolation(rule) : new ChannelName(Clean(text));

    public override string ToString() => Value;

    private static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var c in (text ?? "").Trim())
        {
            var space = char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;
            if (!space || clean[^1] != ' ')
            {
                clean.Append(space ? ' ' : c);
            }
        }

        return clean.ToString();
    }

    private static string KeyOf(string value) =>
        value.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Normalize(NormalizationForm.FormKC);

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    // Controls, line and paragraph separators, and the characters that reorder the text around them
    // (Unicode Standard Annex 9, embeddings, overrides and isolates).
    private static bool IsForbidden(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
