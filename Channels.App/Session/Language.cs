using Channels.Infrastructure.Settings;

namespace Channels.App.Session;

/// <summary>The languages of the interface; the cookie remembers a person's choice.</summary>
public static class Language
{
    public const string Portuguese = "pt-BR";
    public const string English = "en";

    internal static ConsoleCookie CookieOf(PublicAddress address) =>
        new("channels.culture", address) { MaxAge = TimeSpan.FromDays(365) };
}
