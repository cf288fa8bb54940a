using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using Channels.Infrastructure.Gateways.MetaCloud;
using Microsoft.AspNetCore.Mvc;

namespace Channels.App.Api;

/// <summary>
/// Where Facebook sends an administrator back to, and where Meta says what happens. Their addresses carry secrets and
/// their bodies what customers write: none of it goes into a log or another address.
/// </summary>
internal static class OfficialEndpoints
{
    // "sha256=" and 64 hexadecimal digits.
    private const int SignatureLength = 7 + 64;

    public static void MapOfficial(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(MetaPaths.Callback, ComeBackAsync).AllowAnonymous();
        endpoints.MapGet(MetaPaths.Webhook, VerifyAsync).AllowAnonymous();
        endpoints.MapPost(MetaPaths.Webhook, TakeAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> ComeBackAsync(HttpContext http, Dispatcher dispatcher)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (http.User.Identity is not { IsAuthenticated: true })
        {
            // Its code is worth nothing by the time that somebody has signed in, and is not to be seen in one more address.
            return TypedResults.LocalRedirect($"/entrar?returnUrl={LocalUrl.Board}");
        }

        var back = new AuthorizationReturn(
            Said(http, "state"), Said(http, "code"), Said(http, "error_reason") ?? Said(http, "error") ?? Said(http, "error_code"));
        try
        {
            var (channel, verdict) = await dispatcher.SendAsAsync(http.User, new CompleteAuthorization(back), http.RequestAborted);
            return TypedResults.LocalRedirect((channel, verdict) switch
            {
                (null, _) or (_, AuthorizationVerdict.Unknown) => $"{LocalUrl.Board}?facebook=invalida",
                (_, AuthorizationVerdict.Overtaken) => $"{LocalUrl.Board}/{channel}/conectar?facebook=outra-aba",
                (_, AuthorizationVerdict.OtherAccount) => $"{LocalUrl.Board}/{channel}/conectar?facebook=outra-conta",
                (_, AuthorizationVerdict.NotRenewed) => $"{LocalUrl.Board}/{channel}/conectar?facebook=nao-renovada",
                _ => $"{LocalUrl.Board}/{channel}/conectar",
            });
        }
        catch (Exception expected) when (expected is RuleViolation or StoreUnavailable)
        {
            // Whoever may not connect, any more or ever, is shown how things stand, and so is whoever comes in an outage.
            return TypedResults.LocalRedirect(LocalUrl.Board);
        }
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, Dispatcher dispatcher, [FromServices] IOfficialWebhook webhook)
    {
        if (!webhook.IsOpen)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        var asked = new VerifyWebhook(Said(http, "hub.mode"), Said(http, "hub.verify_token"));
        return Said(http, "hub.challenge") is { } challenge && await dispatcher.SendAsAsync(null, asked, http.RequestAborted)
            ? TypedResults.Text(challenge, "text/plain")
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http, Dispatcher dispatcher, [FromServices] IOfficialWebhook webhook, [FromServices] WebhookBodies bodies)
    {
        if (!webhook.IsOpen)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        // Nothing is read for whoever could not be Meta.
        if (http.Request.Headers["X-Hub-Signature-256"] is not [{ Length: SignatureLength } signature])
        {
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        }

        try
        {
            return await bodies.WithAsync(
                http,
                async body => await dispatcher.SendAsAsync(null, new TakeWebhook(body, signature), http.RequestAborted)
                    ? TypedResults.Ok()
                    : TypedResults.StatusCode(StatusCodes.Status401Unauthorized));
        }
        catch (BadHttpRequestException malformed)
        {
            return TypedResults.StatusCode(malformed.StatusCode);
        }
    }

    private static string? Said(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } said, ..] ? said : null;
}
