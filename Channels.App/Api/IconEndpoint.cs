using Channels.App.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api;

/// <summary>Serves the icons to everybody: the sign-in page shows some.</summary>
internal static class IconEndpoint
{
    public static void MapIcons(this WebApplication app) => app.MapGet(Glyph.SpritePath, Send).AllowAnonymous();

    private static ContentHttpResult Send(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Text(Glyph.Sprite, "image/svg+xml");
    }
}
