using Microsoft.AspNetCore.Http.Features;

namespace Channels.App.Hosting;

/// <summary>How much a request may carry: what is sent here are short forms, and a stranger's are read before they are refused.</summary>
internal static class BodyLimits
{
    /// <summary>In bytes.</summary>
    public const int Usual = 64 * 1024;

    // Several messages of 32 KB, which is what SignalR takes, may come in one request of a circuit over long polling.
    private const int Circuit = 512 * 1024;

    public static Task RaiseForCircuitsAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(CircuitOrigin.Path)
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Circuit;
        }

        return next(http);
    }
}
