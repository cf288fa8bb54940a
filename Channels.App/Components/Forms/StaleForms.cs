using Microsoft.AspNetCore.Antiforgery;

namespace Channels.App.Components.Forms;

/// <summary>
/// A form whose antiforgery token no longer counts (it was open too long, or somebody signed in in another tab) is shown
/// again with a sentence and with what was typed, except passwords, instead of an empty error.
/// </summary>
internal sealed class StaleForms(RequestDelegate next)
{
    private static readonly object Key = new();

    /// <summary>What was typed into the form that was refused, or null.</summary>
    public static IFormCollection? TypedInto(HttpContext http) => http.Items[Key] as IFormCollection;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && http.GetEndpoint().IsPage())
        {
            http.Features.Set<IAntiforgeryValidationFeature>(null);
            http.Items[Key] = await http.Request.ReadFormAsync(http.RequestAborted);
            http.Request.Method = HttpMethods.Get;
        }

        await next(http);
    }
}
