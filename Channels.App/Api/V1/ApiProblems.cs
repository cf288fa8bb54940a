using Channels.App.Resources;
using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Channels.App.Api.V1;

/// <summary>What went wrong, as problem details (RFC 9457) with a <c>code</c> that stays the same, and never a page.</summary>
internal static class ApiProblems
{
    /// <returns>Null for what nobody expects: that is a failure of the console.</returns>
    public static IResult? Of(Exception problem, HttpContext http)
    {
        var words = http.RequestServices.GetRequiredService<Words>();
        return problem switch
        {
            InvalidRequest invalid => Of(StatusOf(invalid.Rule), CodeOf(invalid.Rule), http, words.Of(invalid), invalid.Fields.Select(x => new FieldProblem(FieldOf(x.Name), CodeOf(x.Broken.Rule), words.Of(x.Broken)))),
            RuleViolation { Rule: Rule.CursorExpired } expired => Of(
                StatusCodes.Status410Gone, CodeOf(expired.Rule), http, words.Of(expired), oldest: Cursors.Of((EventCursor)expired.Arguments[0])),
            RuleViolation broken => Of(StatusOf(broken.Rule), CodeOf(broken.Rule), http, words.Of(broken)),
            StoreUnavailable => Of(StatusCodes.Status503ServiceUnavailable, "store_unavailable", http, words.Of(problem)),
            GatewayUnavailable => Of(StatusCodes.Status502BadGateway, "gateway_unavailable", http, words.Of(problem)),
            _ => null,
        };
    }

    /// <param name="detail">In the language of the request; by default that of the code.</param>
    /// <param name="oldest">The cursor that is still good.</param>
    public static ProblemHttpResult Of(
        int status, string code, HttpContext http, string? detail = null, IEnumerable<FieldProblem>? fields = null, string? oldest = null)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Detail = detail ?? http.RequestServices.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Strings>>()[$"Api_{code}"],
            Extensions = { ["code"] = code },
        };
        if (fields is not null)
        {
            problem.Extensions["errors"] = fields.ToList();
        }

        if (oldest is not null)
        {
            problem.Extensions["oldest"] = oldest;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>What is none of the API's own endpoints does not ask for a page's sign-in: there is nothing behind it.</summary>
    public static async Task RefuseUnknownAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not { } endpoint)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.RequestDelegate is { } refuse)
        {
            // The framework's own, of a method that the path does not take: it says which ones it takes.
            await refuse(http);
        }
        else
        {
            await next(http);
        }
    }

    /// <summary>Bare statuses say what they mean too: what does not exist, or cannot be read.</summary>
    public static async Task FillAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null })
        {
            var code = http.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => "path_unknown",
                StatusCodes.Status405MethodNotAllowed => "method_unknown",
                StatusCodes.Status413PayloadTooLarge => "too_large",
                StatusCodes.Status415UnsupportedMediaType => "not_json",
                StatusCodes.Status500InternalServerError => "failed",
                _ => "not_readable",
            };
            await Of(http.Response.StatusCode, code, http).ExecuteAsync(http);
        }
    }

    private static string CodeOf(Rule rule) => JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString());

    /// <summary>Of a path such as <c>Order.Content.Text</c>, the field that the caller wrote.</summary>
    private static string FieldOf(string path) => JsonNamingPolicy.SnakeCaseLower.ConvertName(path[(path.LastIndexOf('.') + 1)..]);

    private static int StatusOf(Rule rule) => rule switch
    {
        Rule.NotAllowed or Rule.ScopeMissing or Rule.KeyIsLimited => StatusCodes.Status403Forbidden,
        Rule.ChannelNotFound or Rule.ConversationNotFound or Rule.ItemNotFound or Rule.MessageNotFound => StatusCodes.Status404NotFound,
        Rule.QueueFull => StatusCodes.Status429TooManyRequests,
        Rule.LimitReached or Rule.NameTaken or Rule.NameChangedMeanwhile or Rule.MethodNotAvailable or Rule.NotConnected or Rule.BeingRemoved
            or Rule.WindowClosed or Rule.WindowNeverOpened or Rule.MessageDecided or Rule.MessageUncertainElsewhere or Rule.ConversationOpenElsewhere
            or Rule.DestinationGone or Rule.DestinationChangedMeanwhile or Rule.LinkedMeanwhile or Rule.IntegrationAddedMeanwhile
            or Rule.NumberOnOtherChannel => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}

/// <param name="Field">As the caller wrote it.</param>
internal sealed record FieldProblem(string Field, string Code, string Detail);
