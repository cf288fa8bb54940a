using System.Text.Json;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

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
            InvalidRequest invalid => Of(StatusOf(invalid.Rule), CodeOf(invalid.Rule), http, words.Of(invalid),
                ("errors", invalid.Fields.Select(x => new FieldProblem(FieldOf(x.Name), CodeOf(x.Broken.Rule), words.Of(x.Broken))).ToList())),
            RuleViolation { Rule: Rule.CursorExpired } expired => Of(
                StatusCodes.Status410Gone, CodeOf(expired.Rule), http, words.Of(expired), ("oldest", Cursors.Of((EventCursor)expired.Arguments[0]))),
            RuleViolation { Rule: Rule.ChannelMoved } moved => Of(
                StatusOf(moved.Rule), CodeOf(moved.Rule), http, words.Of(moved), ("moved_to", moved.Arguments[0].ToString())),
            RuleViolation broken => Of(StatusOf(broken.Rule), CodeOf(broken.Rule), http, words.Of(broken)),
            MediaBroken => Of(ApiFault.MediaBroken, http),
            StoreUnavailable => Of(ApiFault.StoreUnavailable, http, words.Of(problem)),
            GatewayUnavailable => Of(ApiFault.GatewayUnavailable, http, words.Of(problem)),
            _ => null,
        };
    }

    /// <param name="detail">Where somebody knows better.</param>
    public static ProblemHttpResult Of(ApiFault fault, HttpContext http, string? detail = null) => Of(
        StatusOf(fault), CodeOf(fault), http,
        detail ?? http.RequestServices.GetRequiredService<IStringLocalizer<Strings>>()[$"Api_{fault}"]);

    /// <param name="detail">In the language of the request.</param>
    /// <param name="more">What helps to go on.</param>
    private static ProblemHttpResult Of(int status, string code, HttpContext http, string detail, (string Name, object? Value)? more = null)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Detail = detail,
            Extensions = { ["code"] = code },
        };
        if (more is var (name, value))
        {
            problem.Extensions[name] = value;
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
            await Of(FaultOf(http.Response.StatusCode), http).ExecuteAsync(http);
        }
    }

    /// <summary>The same for what failed on the way, in the language of the request.</summary>
    public static Task AnswerAsync(int status, HttpContext http) =>
        ApiLanguage.SpeakAsync(http, speaking => Of(FaultOf(status), speaking).ExecuteAsync(speaking));

    private static ApiFault FaultOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => ApiFault.PathUnknown,
        StatusCodes.Status405MethodNotAllowed => ApiFault.MethodUnknown,
        StatusCodes.Status413PayloadTooLarge => ApiFault.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => ApiFault.NotJson,
        >= 400 and < 500 => ApiFault.NotReadable,
        _ => ApiFault.Failed,
    };

    private static int StatusOf(ApiFault fault) => fault switch
    {
        ApiFault.NotReadable => StatusCodes.Status400BadRequest,
        ApiFault.KeyUnknown => StatusCodes.Status401Unauthorized,
        ApiFault.PathUnknown => StatusCodes.Status404NotFound,
        ApiFault.MethodUnknown => StatusCodes.Status405MethodNotAllowed,
        ApiFault.RevisionChanged => StatusCodes.Status412PreconditionFailed,
        ApiFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ApiFault.NotJson => StatusCodes.Status415UnsupportedMediaType,
        ApiFault.TooManyRequests or ApiFault.TooManyStreams => StatusCodes.Status429TooManyRequests,
        ApiFault.GatewayUnavailable or ApiFault.MediaBroken => StatusCodes.Status502BadGateway,
        ApiFault.StoreUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string CodeOf(Enum reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    /// <summary>Of a path such as <c>Order.Content.Text</c>, the field that the caller wrote.</summary>
    private static string FieldOf(string path) => JsonNamingPolicy.SnakeCaseLower.ConvertName(path[(path.LastIndexOf('.') + 1)..]);

    private static int StatusOf(Rule rule) => rule switch
    {
        Rule.NotAllowed or Rule.ScopeMissing or Rule.KeyIsLimited or Rule.ChannelMoved => StatusCodes.Status403Forbidden,
        Rule.ChannelNotFound or Rule.ConversationNotFound or Rule.ItemNotFound or Rule.MessageNotFound or Rule.EndpointNotFound or Rule.DeliveryNotFound or Rule.NoMedia => StatusCodes.Status404NotFound,
        Rule.MediaGone => StatusCodes.Status410Gone,
        Rule.MediaTooLarge => StatusCodes.Status413PayloadTooLarge,
        Rule.QueueFull => StatusCodes.Status429TooManyRequests,
        Rule.LimitReached or Rule.NameTaken or Rule.NameChangedMeanwhile or Rule.MethodNotAvailable or Rule.NotConnected or Rule.BeingRemoved
            or Rule.WindowClosed or Rule.WindowNeverOpened or Rule.MessageDecided or Rule.MessageUncertainElsewhere or Rule.ConversationOpenElsewhere
            or Rule.DestinationGone or Rule.DestinationChangedMeanwhile or Rule.LinkedMeanwhile or Rule.IntegrationAddedMeanwhile
            or Rule.NumberOnOtherChannel or Rule.EndpointChangedMeanwhile or Rule.ItemIsOurs or Rule.ItemNotLinked or Rule.ExternalIdTaken => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}

/// <summary>What can go wrong with a request besides the <see cref="Rule"/>s; words under <c>Api_</c> and the name.</summary>
internal enum ApiFault
{
    NotReadable,
    KeyUnknown,
    PathUnknown,
    MethodUnknown,
    RevisionChanged,
    TooLarge,
    NotJson,
    TooManyRequests,
    TooManyStreams,
    MediaBroken,
    Failed,

    /// <summary>In the domain's own words.</summary>
    GatewayUnavailable,

    /// <inheritdoc cref="GatewayUnavailable"/>
    StoreUnavailable,
}

/// <param name="Field">As the caller wrote it.</param>
internal sealed record FieldProblem(string Field, string Code, string Detail);
