using Channels.App.Session;
using Microsoft.AspNetCore.Localization;

namespace Channels.App.Api;

internal static class LanguageEndpoint
{
    /// <summary>A choice of language is a link: it changes nothing but how the reader sees the pages.</summary>
    public static void MapLanguage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/idioma/{culture}", (string culture, string? returnUrl, HttpResponse response) =>
        {
            if (culture is Language.Portuguese or Language.English)
            {
                response.Cookies.Append(
                    Language.Cookie,
                    CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                    new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
            }

            return TypedResults.LocalRedirect(LocalUrl.OrBoard(returnUrl));
        }).AllowAnonymous();
}
