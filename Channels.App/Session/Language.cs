namespace Channels.App.Session;

/// <summary>The languages of the interface; the cookie remembers a person's choice.</summary>
public static class Language
{
    public const string Portuguese = "pt-BR";
    public const string English = "en";
    public const string Cookie = "channels.culture";
}
