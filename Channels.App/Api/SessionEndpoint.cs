namespace Channels.App.Api;

internal static class SessionEndpoint
{
    /// <summary>Tells a page that lost its circuit whether its session still stands: 204, or 401 (js/reconnect.js).</summary>
    public static void MapSession(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/sessao", () => TypedResults.NoContent());
}
