using Channels.Domain.Events;
using Channels.Domain.UseCases.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>What happened, in order: to be asked for, or to be listened to.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("/events").WithTags("Events");
        events.MapGet("/", ListAsync).WithName("ListEvents").WithSummary("Reads what happened after a cursor, oldest first")
            .ProducesProblem(StatusCodes.Status410Gone);
        events.MapGet("/stream", StreamAsync).WithName("StreamEvents").WithSummary("Listens to what happens, as server-sent events")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<Ok<Page<EventModel>>> ListAsync(string? after, int? limit, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var page = await keys.SendAsync(new ReadEvents(Cursors.EventOf(after), Page<EventModel>.Limit(limit)), cancellationToken);
        return TypedResults.Ok(new Page<EventModel>([.. page.Events.Select(x => EventModel.Of(x, page.Next.Log, keys.Holder))], Cursors.Of(page.Next)));
    }

    private static async Task<IResult> StreamAsync(string? after, HttpContext http, KeyDispatcher keys, EventStreams streams)
    {
        var place = Cursors.EventOf(http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last, ..] ? last : after);
        using var stream = streams.TryOpen(keys.Holder.Key!.Id);
        if (stream is null)
        {
            return ApiProblems.Of(ApiFault.TooManyStreams, http);
        }

        // What is refused is answered as such; from then on the answer has begun.
        var first = await keys.SendAsync(new ReadEvents(place, ReadEvents.MostAtOnce), http.RequestAborted);
        await stream.RunAsync(http, first);
        return Results.Empty;
    }
}
