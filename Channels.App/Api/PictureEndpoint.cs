using System.Security.Claims;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Microsoft.AspNetCore.Http.HttpResults;

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

        // The tag names the bytes, so that another picture has another address.
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.File(picture.Jpeg, "image/jpeg");
    }
}
