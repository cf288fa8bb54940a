using System.Globalization;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Webhooks: where events are posted, what became of them, and once more.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var endpoints = api.MapGroup("/webhook-endpoints").WithTags("Webhooks");
        endpoints.MapGet("/", ListAsync).WithName("ListEndpoints").WithSummary("Lists the endpoints that the key may see, newest first");
        endpoints.MapPost("/", MakeAsync).WithName("MakeEndpoint").WithSummary("Has events posted to an address from now on");
        endpoints.MapGet("/{id:guid}", FindAsync).WithName("FindEndpoint").WithSummary("Reads an endpoint");
        endpoints.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeEndpoint").WithSummary("Changes an endpoint, or switches it off or on")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        endpoints.MapDelete("/{id:guid}", RemoveAsync).WithName("RemoveEndpoint").WithSummary("Removes an endpoint");
        endpoints.MapPost("/{id:guid}/test", TestAsync).WithName("TestEndpoint").WithSummary("Posts something to an endpoint now, and says what came back");
        endpoints.MapPost("/{id:guid}/rotate", RotateAsync).WithName("RotateSecret").WithSummary("Makes another secret; both sign for 24 hours");
        endpoints.MapPost("/{id:guid}/replay", ReplayAllAsync).WithName("ReplayEvents").WithSummary("Posts all since an instant once more");
        endpoints.MapGet("/{id:guid}/deliveries", ListDeliveriesAsync).WithName("ListDeliveries").WithSummary("Lists what was posted to an endpoint, newest event first");
        api.MapGet("/deliveries/{id:guid}", FindDeliveryAsync).WithName("FindDelivery").WithTags("Webhooks").WithSummary("Reads a delivery");
        api.MapPost("/deliveries/{id:guid}/replay", ReplayAsync).WithName("ReplayDelivery").WithTags("Webhooks").WithSummary("Posts an event once more");
    }

    private static async Task<Ok<Page<EndpointModel>>> ListAsync(KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<EndpointModel>([.. (await keys.SendAsync(new ListEndpoints(), cancellationToken)).Select(EndpointModel.Of)], Next: null));

    private static async Task<Created<MadeEndpointModel>> MakeAsync(
        EndpointOrder order, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var once = Idempotency.Of(http.Request, keys.Holder.Key!.Id, Guid.Empty, order);
        var request = new MakeEndpoint(order.ToDomain());
        var made = await keys.SendAsync(once is null ? request : request with { Id = once.Id, Fingerprint = once.Fingerprint }, cancellationToken);
        var kept = await keys.SendAsync(new FindEndpoint(made.Id), cancellationToken);
        return TypedResults.Created($"{ApiV1.Path}/webhook-endpoints/{made.Id}", new MadeEndpointModel(made.Id, made.Secret, Tagged(http, kept)));
    }

    private static async Task<Ok<EndpointModel>> FindAsync(Guid id, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(Tagged(http, await keys.SendAsync(new FindEndpoint(id), cancellationToken)));

    private static async Task<Results<Ok<EndpointModel>, ProblemHttpResult>> ChangeAsync(
        Guid id, EndpointChange change, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var before = await keys.SendAsync(new FindEndpoint(id), cancellationToken);
        if (http.Request.Headers.IfMatch is [var seen, ..] && seen != "*" && seen != TagOf(before))
        {
            return ApiProblems.Of(ApiFault.RevisionChanged, http);
        }

        if (change.IsOfOrder)
        {
            await keys.SendAsync(new ChangeEndpoint(id, change.AppliedTo(before), before.Endpoint.Revision), cancellationToken);
        }

        if (change.On is { } on)
        {
            await keys.SendAsync(new SwitchEndpoint(id, on), cancellationToken);
        }

        return TypedResults.Ok(Tagged(http, await keys.SendAsync(new FindEndpoint(id), cancellationToken)));
    }

    private static async Task<NoContent> RemoveAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        await keys.SendAsync(new RemoveEndpoint(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TriedModel>> TestAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(TriedModel.Of(await keys.SendAsync(new TryEndpoint(id), cancellationToken)));

    private static async Task<Ok<SecretModel>> RotateAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SecretModel(await keys.SendAsync(new RenewEndpointSecret(id), cancellationToken)));

    private static async Task<Accepted<EndpointModel>> ReplayAllAsync(
        Guid id, ReplayOrder order, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        await keys.SendAsync(new ReplayEvents(id, order.Since), cancellationToken);
        return TypedResults.Accepted($"{ApiV1.Path}/webhook-endpoints/{id}", Tagged(http, await keys.SendAsync(new FindEndpoint(id), cancellationToken)));
    }

    private static async Task<Ok<Page<DeliveryModel>>> ListDeliveriesAsync(
        Guid id, Named<DeliveryStage>? state, int? limit, long? cursor, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var take = Page<DeliveryModel>.Limit(limit);
        var found = await keys.SendAsync(new ListDeliveries(id, state?.Value, cursor, take + 1), cancellationToken);
        var page = found.Take(take).Select(DeliveryModel.Of).ToList();
        return TypedResults.Ok(new Page<DeliveryModel>(page, found.Count > take ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Ok<DeliveryModel>> FindDeliveryAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(DeliveryModel.Of((await keys.SendAsync(new FindDelivery(id), cancellationToken)).Delivery));

    private static async Task<Accepted<DeliveryModel>> ReplayAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        await keys.SendAsync(new ReplayDelivery(id), cancellationToken);
        return TypedResults.Accepted(
            $"{ApiV1.Path}/deliveries/{id}", DeliveryModel.Of((await keys.SendAsync(new FindDelivery(id), cancellationToken)).Delivery));
    }

    private static EndpointModel Tagged(HttpContext http, KeptEndpoint kept)
    {
        http.Response.Headers.ETag = TagOf(kept);
        return EndpointModel.Of(kept);
    }

    private static string TagOf(KeptEndpoint kept) => string.Create(CultureInfo.InvariantCulture, $"\"{kept.Endpoint.Revision}\"");
}
