namespace Channels.App.Session;

/// <summary>Where to go next: only ever a place of ours, whatever the address said.</summary>
internal static class LocalUrl
{
    public const string Board = "/canais";

    public static string OrBoard(string? url) => url switch
    {
        ['/', not ('/' or '\\'), ..] when !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal) => url,
        _ => Board,
    };
}
