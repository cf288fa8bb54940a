namespace Channels.App.Hosting;

/// <summary>
/// Leads from page to page by the path alone. The framework says the scheme and the name that reached it as well, and where a proxy in
/// front did not say which it was asked by, that is plain HTTP, or a name that only the proxy knows.
/// </summary>
internal static class RelativeRedirects
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            var here = $"{http.Request.Scheme}://{http.Request.Host}";
            var place = http.Response.Headers.Location.ToString();
            if (place.StartsWith(here, StringComparison.OrdinalIgnoreCase)
                // Two strokes would name another host.
                && place[here.Length..] is ['/'] or ['/', not ('/' or '\\'), ..])
            {
                http.Response.Headers.Location = place[here.Length..];
            }

            return Task.CompletedTask;
        });
        return next(http);
    }
}
