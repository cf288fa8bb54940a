using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Channels.App.Api;

internal static class HealthEndpoints
{
    /// <summary>Live: the process answers. Ready: what it needs answers too.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
