namespace Channels.App.Api;

internal static class SessionEndpoint
{
    public const string Path = "/sessao";

    /// <summary>
    /// Tells a page that lost its circuit whether its session still stands: 204, or 401
    /// (js/reconnect.js).
    /// </summary>
    public static void MapSession(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, () => TypedResults.NoContent());
}
