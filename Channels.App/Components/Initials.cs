using System.Globalization;

namespace Channels.App.Components;

/// <summary>The one or two letters that stand for a name without a picture.</summary>
public static class Initials
{
    public static string Of(string? name)
    {
        var words = (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => word.TrimStart([.. word.TakeWhile(x => char.IsPunctuation(x))]))
            .Where(word => word.Length > 0).ToArray();
        string[] ends = words.Length > 1 ? [words[0], words[^1]] : words;
        return string.Concat(ends.Select(word => StringInfo.GetNextTextElement(word))).ToUpper(CultureInfo.CurrentCulture);
    }
}
