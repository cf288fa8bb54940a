using Channels.App.Api.V1;
using Channels.App.Components;
using Channels.Domain;
using Microsoft.AspNetCore.Diagnostics;

namespace Channels.App.Hosting;

/// <summary>
/// Logs a failed request under the id that its page shows. Pages get a page; everything else gets problem details.
/// </summary>
internal sealed partial class RequestFailures(IProblemDetailsService problems, ILogger<RequestFailures> logger)
    : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        var refused = exception is RuleViolation { Rule: Rule.NotAllowed };
        // The request's own path is the one of the page of errors by now.
        var failed = http.Features.Get<IExceptionHandlerFeature>();
        var isApi = new PathString(failed?.Path).StartsWithSegments(ApiV1.Path);
        if (exception is BadHttpRequestException malformed)
        {
            if (isApi)
            {
                await ApiProblems.AnswerAsync(malformed.StatusCode, http);
                return true;
            }

            http.Response.StatusCode = malformed.StatusCode;
            return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http });
        }

        if (!refused)
        {
            Log.RequestFailed(logger, http.TraceIdentifier, exception);
        }

        if (isApi)
        {
            await ApiProblems.AnswerAsync(StatusCodes.Status500InternalServerError, http);
            return true;
        }

        if (failed?.Endpoint.IsPage() == true)
        {
            return false;
        }

        http.Response.StatusCode = exception switch
        {
            RuleViolation when refused => StatusCodes.Status403Forbidden,
            StoreUnavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http });
    }

    /// <summary>Other bare statuses say something else than that a page does not exist.</summary>
    public static async Task PageOnlyForNotFound(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode != StatusCodes.Status404NotFound
            && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A request failed, error {Id}")]
        public static partial void RequestFailed(ILogger logger, string id, Exception exception);
    }
}
