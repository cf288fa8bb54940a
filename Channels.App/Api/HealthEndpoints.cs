using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Channels.App.Api;

internal static class HealthEndpoints
{
    /// <summary>Live: the process answers. Ready: what it needs answers too.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    // Why it is not ready is for whoever runs the server, and tells a stranger nothing worth knowing.
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain";
        var causes = report.Entries.Values.Select(x => x.Description).OfType<string>();
        return http.Response.WriteAsync(string.Join(": ", [report.Status.ToString(), .. causes]), http.RequestAborted);
    }
}
