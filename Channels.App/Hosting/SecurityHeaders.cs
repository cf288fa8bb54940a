using System.Security.Cryptography;
using Channels.Infrastructure.Settings;

namespace Channels.App.Hosting;

/// <summary>
/// Lets a page load from here and nowhere else. The nonce is for the import map, the one inline script that Blazor
/// writes; MudBlazor needs inline styles. Where people are said to open the console by HTTPS, browsers are told to
/// keep to it at that address, and at no other.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, PublicAddress address)
{
    private static readonly object Key = new();

    public static string NonceOf(HttpContext http) => (string)http.Items[Key]!;

    /// <summary>Everything that is text here is UTF-8; a browser is not left to guess.</summary>
    private static Task NameCharset(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.ContentType is [{ } type]
            && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal))
            && !type.Contains("charset=", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentType = type + "; charset=utf-8";
        }

        return Task.CompletedTask;
    }

    public Task InvokeAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[Key] = nonce;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps && address.Value is { Scheme: "https" } known && known.IdnHost == http.Request.Host.Host)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        http.Response.OnStarting(NameCharset, http.Response);
        return next(http);
    }
}
