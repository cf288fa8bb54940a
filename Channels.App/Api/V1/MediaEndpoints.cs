using System.Buffers;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Channels.App.Api.V1;

/// <summary>What is attached to messages, passed on while it comes.</summary>
internal static class MediaEndpoints
{
    private const int Portion = 64 * 1024;
    private const string Anything = "application/octet-stream";

    public static void MapMedia(this IEndpointRouteBuilder api) =>
        api.MapGet("/media/{id:guid}", ReadAsync).WithName("ReadMedia").WithTags("Messages")
            .WithSummary("Reads the file of a message that came in; where the answer ends early, it was not what was sent")
            .Produces<Stream>(StatusCodes.Status200OK, Anything)
            .ProducesProblem(StatusCodes.Status410Gone).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status502BadGateway);

    private static async Task<EmptyHttpResult> ReadAsync(Guid id, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var file = await keys.SendAsync(new OpenMedia(id), cancellationToken);
        await using var content = file.Content;
        var portion = ArrayPool<byte>.Shared.Rent(Portion);
        try
        {
            // What is wrong with the first of it, or with all of a small one, is told as any other problem is.
            var count = await content.ReadAsync(portion, cancellationToken);
            Describe(http.Response, file);
            for (; count > 0; count = await content.ReadAsync(portion, cancellationToken))
            {
                await http.Response.Body.WriteAsync(portion.AsMemory(0, count), cancellationToken);
            }

            await http.Response.CompleteAsync();
        }
        catch (MediaBroken) when (http.Response.HasStarted)
        {
            // Cut off, so that nobody takes it for the whole.
            http.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(portion);
        }

        return TypedResults.Empty;
    }

    /// <summary>Its sender says what it is: a browser must neither guess nor show it as a page of ours.</summary>
    private static void Describe(HttpResponse response, MediaFile file)
    {
        response.ContentType = MediaTypeHeaderValue.TryParse(file.MimeType, out var type) && !type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? type.ToString()
            : Anything;
        var disposition = new ContentDispositionHeaderValue("attachment");
        if (file.FileName is { Length: > 0 } name)
        {
            disposition.SetHttpFileName(name);
        }

        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
    }
}
