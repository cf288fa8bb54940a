namespace Channels.App.Hosting;

/// <summary>Answers HEAD wherever GET is answered: pages and endpoints see a GET, and the server itself leaves the body out.</summary>
internal static class HeadAsGet
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    }
}
