using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Primitives;

namespace Channels.App.Hosting;

/// <summary>
/// Takes circuits from the console's own pages only, over whatever transport: browsers send the cookie along with a page of
/// another port or a sibling name too, and no rule of theirs keeps such a page from a WebSocket.
/// </summary>
internal sealed class CircuitOrigin(RequestDelegate next, PublicAddress address)
{
    public static readonly PathString Path = "/_blazor";

    public Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(Path) || IsOwn(http.Request))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsOwn(HttpRequest request) => request.Headers.Origin is { Count: > 0 } origin
        ? IsOwn(origin, request.Host)
        // Left out by what is no browser, and by browsers for some requests: those then say whose page it is.
        : request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private bool IsOwn(StringValues origin, HostString host) =>
        origin.Count == 1
        && Uri.TryCreate(origin[0], UriKind.Absolute, out var page)
        && page.Host.Length > 0
        && (IsSame(page, host.Host, host.Port) || (address.Value is { } own && IsSame(page, own.Host, own.Port)));

    // Without a port, that of the page's scheme: a proxy may have taken the encryption off.
    private static bool IsSame(Uri page, string host, int? port) =>
        string.Equals(page.Host, host, StringComparison.OrdinalIgnoreCase)
        && (port is null ? page.IsDefaultPort : page.Port == port);
}
