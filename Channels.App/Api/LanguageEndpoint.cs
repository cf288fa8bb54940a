using Channels.App.Session;
using Channels.Infrastructure.Settings;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Channels.App.Api;

internal static class LanguageEndpoint
{
    /// <summary>A choice of language is a link: it changes nothing but how the reader sees the pages.</summary>
    public static void MapLanguage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/idioma/{culture}", (string culture, string? returnUrl, HttpContext http, [FromServices] PublicAddress address) =>
        {
            if (culture is Language.Portuguese or Language.English)
            {
                var cookie = Language.CookieOf(address);
                http.Response.Cookies.Append(
                    cookie.Name!, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), cookie.Build(http));
            }

            return TypedResults.LocalRedirect(LocalUrl.OrBoard(returnUrl));
        }).AllowAnonymous();
}
