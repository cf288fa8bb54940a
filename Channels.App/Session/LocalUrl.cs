using System.Text;

namespace Channels.App.Session;

/// <summary>Where to go next: only ever a place of ours, whatever the address said, and as a header can carry it.</summary>
internal static class LocalUrl
{
    public const string Board = "/canais";

    public static string OrBoard(string? url) => url switch
    {
        ['/', not ('/' or '\\'), ..] when !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal) => Escaped(url),
        _ => Board,
    };

    private static string Escaped(string url) =>
        Ascii.IsValid(url) ? url : string.Concat(url.EnumerateRunes().Select(x => x.IsAscii ? x.ToString() : Uri.EscapeDataString(x.ToString())));
}
