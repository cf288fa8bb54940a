using System.Text;
using Channels.App.Features.Removal;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Removal;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Channels.App.Api;

internal static class ReceiptEndpoint
{
    public static void MapReceipts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/canais/{id:guid}/recibo", GetAsync);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(
        Guid id,
        HttpContext http,
        Dispatcher dispatcher,
        IConsoleZone time,
        IStringLocalizer<Strings> text)
    {
        var receipt = await dispatcher.SendAsAsync(http.User, new ReadReceipt(new ChannelId(id)), http.RequestAborted);
        if (receipt is null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        // While closed conversations still follow, the same address has another end.
        http.Response.Headers.CacheControl = "no-store";
        var file = Encoding.UTF8.GetBytes(ReceiptText.Of(receipt, time.Zone, text));
        return TypedResults.File(file, "text/plain; charset=utf-8", ReceiptText.FileNameOf(receipt));
    }
}
