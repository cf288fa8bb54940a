using System.Text;

namespace Channels.Domain;

/// <summary>Text that somebody else wrote about an account.</summary>
internal static class ProfileText
{
    public const int MaxUnits = 200;

    /// <summary>No half characters, which no wire takes, and nothing that is not to be seen.</summary>
    public static string? Clean(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > MaxUnits)
            {
                break;
            }

            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return text.ToString();
    }
}
