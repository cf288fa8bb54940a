using System.Globalization;
using Channels.App.Session;
using Microsoft.Net.Http.Headers;

namespace Channels.App.Api.V1;

/// <summary>In which language a caller is told what went wrong.</summary>
internal static class ApiLanguage
{
    /// <summary>The first of the languages asked for that the console has (RFC 9110 section 12.5.4).</summary>
    public static async Task SpeakAsync(HttpContext http, RequestDelegate next)
    {
        var wanted = StringWithQualityHeaderValue.TryParseList([.. http.Request.Headers.AcceptLanguage.OfType<string>()], out var listed) ? listed : [];
        var first = wanted.Where(x => x.Quality is not 0).OrderByDescending(x => x.Quality ?? 1).Select(x => LanguageOf(x.Value.ToString())).FirstOrDefault(x => x is not null);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(first ?? Language.Portuguese);
        await next(http);
    }

    private static string? LanguageOf(string tag) =>
        new[] { Language.Portuguese, Language.English }.FirstOrDefault(x => tag.Split('-')[0].Equals(x.Split('-')[0], StringComparison.OrdinalIgnoreCase));
}
