using Channels.App.Resources;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components;

/// <summary>
/// What a person calls the browser that describes itself so: enough to tell one's own from another's. A browser may say what
/// it likes.
/// </summary>
internal static class DeviceName
{
    // In this order: most browsers also name those that they are like.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent, IStringLocalizer<Strings> words) => (Find(userAgent, Browsers), Find(userAgent, Systems)) switch
    {
        ({ } browser, { } system) => words["Sessions_Device", browser, system],
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => words["Sessions_UnknownDevice"],
    };

    private static string? Find(string? userAgent, (string Mark, string Name)[] known) =>
        known.FirstOrDefault(x => userAgent?.Contains(x.Mark, StringComparison.Ordinal) == true).Name;
}
