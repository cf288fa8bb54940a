using System.Security.Claims;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Channels.App.Api;

internal static class PictureEndpoint
{
    public static void MapPictures(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/canais/{id:guid}/foto/{tag}", GetAsync);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(
        Guid id, string tag, ClaimsPrincipal user, Dispatcher dispatcher, HttpResponse response, CancellationToken cancellationToken)
    {
        var picture = await dispatcher.SendAsAsync(user, new ReadPicture(new ChannelId(id), tag), cancellationToken);
        if (picture is null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        // Asked for again each time, so that nobody sees it without a session; the tag names the bytes, which are not sent again.
        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.File(picture.Jpeg, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }
}
