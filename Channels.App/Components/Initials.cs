using System.Globalization;

namespace Channels.App.Components;

/// <summary>The one or two letters that stand for a name without a picture.</summary>
public static class Initials
{
    // They join the words of a Portuguese name and stand for none of it.
    private static readonly string[] Between = ["de", "da", "do", "das", "dos"];

    public static string Of(string? name)
    {
        var words = (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => word.TrimStart([.. word.TakeWhile(x => char.IsPunctuation(x))]))
            .Where(word => word.Length > 0).ToArray();
        var telling = words.Where(word => !Between.Contains(word, StringComparer.OrdinalIgnoreCase)).ToArray();
        words = telling.Length > 0 ? telling : words;
        string[] ends = words.Length > 1 ? [words[0], words[^1]] : words;
        return string.Concat(ends.Select(word => StringInfo.GetNextTextElement(word))).ToUpper(CultureInfo.CurrentCulture);
    }
}
