using Channels.Infrastructure.Settings;

namespace Channels.App.Session;

/// <summary>
/// A cookie of the console. Where people open it by HTTPS, browsers take it over HTTPS and from this very name only: no sibling name
/// can plant one (the prefix <c>__Host-</c>, RFC 6265bis section 4.1.3.2).
/// </summary>
internal sealed class ConsoleCookie : CookieBuilder
{
    private readonly bool _overHttps;

    public ConsoleCookie(string name, PublicAddress address)
    {
        _overHttps = address.Value is { Scheme: "https" };
        Name = _overHttps ? "__Host-" + name : name;
        Path = "/";
        HttpOnly = true;
        IsEssential = true;
        SameSite = SameSiteMode.Lax;
        SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    // Not by SecurePolicy, with which a form refuses to be drawn where the proxy does not say that it is HTTPS.
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure |= _overHttps;
        return options;
    }
}
