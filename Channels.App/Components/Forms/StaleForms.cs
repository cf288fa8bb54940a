using Microsoft.AspNetCore.Antiforgery;

namespace Channels.App.Components.Forms;

/// <summary>
/// A form whose antiforgery token no longer counts (it was open too long, or somebody signed in in another tab) is shown
/// again with a sentence and with what was typed, except passwords, instead of an empty error. It counts as a try, so that
/// nobody has the console read forms without end; what is no form is refused.
/// </summary>
internal sealed class StaleForms(RequestDelegate next, SignInLimit limit)
{
    private static readonly object Key = new();

    /// <summary>What was typed into the form that was refused, or null.</summary>
    public static IFormCollection? TypedInto(HttpContext http) => http.Items[Key] as IFormCollection;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && http.GetEndpoint().IsPage())
        {
            http.Features.Set<IAntiforgeryValidationFeature>(null);
            if (!http.Request.HasFormContentType)
            {
                http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return;
            }

            if (await ReadAsync(http.Request) is not { } typed)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            limit.Allows(http);
            http.Items[Key] = typed;
            http.Request.Method = HttpMethods.Get;
        }

        await next(http);
    }

    private static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }
}
