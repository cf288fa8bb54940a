using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Linked;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Prompts, follow-ups, schedules and integrations of other systems: what Remover counts and moves.</summary>
internal static class LinkedEndpoints
{
    private static readonly Dictionary<string, LinkedKind> Kinds = new()
    {
        ["prompts"] = LinkedKind.Prompt,
        ["follow-ups"] = LinkedKind.FollowUp,
        ["schedules"] = LinkedKind.Schedule,
        ["integrations"] = LinkedKind.Integration,
    };

    public static void MapLinked(this IEndpointRouteBuilder api)
    {
        foreach (var (path, kind) in Kinds)
        {
            var ofKind = api.MapGroup($"/channels/{{id:guid}}/{path}").WithTags("Linked");
            ofKind.MapGet("/", (Guid id, int? limit, string? cursor, KeyDispatcher keys, CancellationToken cancellationToken) =>
                ListAsync(id, kind, limit, cursor, keys, cancellationToken)).WithName($"List{kind}s").WithSummary($"Lists the {path} of an instance");
            ofKind.MapPost("/", (Guid id, ItemModelOrder order, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken) =>
                PutAsync(id, kind, order, http, keys, cancellationToken)).WithName($"Put{kind}").WithSummary($"Hangs one of the {path} on an instance, or changes the one with this external id")
                .Produces<ItemModel>(StatusCodes.Status201Created);
        }

        var items = api.MapGroup("/items/{id:guid}").WithTags("Linked");
        items.MapGet("/", FindAsync).WithName("FindItem").WithSummary("Reads a prompt, follow-up, schedule or integration");
        items.MapPatch("/", ChangeAsync).WithName("ChangeItem").WithSummary("Changes one, or hangs it on another instance");
        items.MapDelete("/", DropAsync).WithName("DropItem").WithSummary("Takes one away");
    }

    private static async Task<Ok<Page<ItemModel>>> ListAsync(
        Guid id, LinkedKind kind, int? limit, string? cursor, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var take = Page<ItemModel>.Limit(limit);
        var found = await keys.SendAsync(new ListItems(new ChannelId(id), kind, Cursors.IdOf(cursor), take + 1), cancellationToken);
        return TypedResults.Ok(Page<ItemModel>.Of([.. found.Select(ItemModel.Of)], take, x => Cursors.Of(x.Id)));
    }

    private static async Task<Results<Ok<ItemModel>, Created<ItemModel>>> PutAsync(
        Guid id, LinkedKind kind, ItemModelOrder order, HttpContext http, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var put = new PutItem(new ChannelId(id), kind, new ItemOrder(order.Title ?? "", order.State, order.DueAt, order.ExternalId));
        var once = Idempotency.Of(http.Request, keys.Holder.Key!.Id, id, order);
        var (item, isNew) = await keys.SendAsync(once is null ? put : put with { Id = once.Id }, cancellationToken);
        return isNew ? TypedResults.Created($"{ApiV1.Path}/items/{item.Id}", ItemModel.Of(item)) : TypedResults.Ok(ItemModel.Of(item));
    }

    private static async Task<Ok<ItemModel>> FindAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(ItemModel.Of(await keys.SendAsync(new FindItem(id), cancellationToken)));

    private static async Task<Ok<ItemModel>> ChangeAsync(Guid id, ItemModelChange change, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var wanted = new ItemChange(change.Title, change.State, change.DueAt, change.ChannelId is { } channel ? new ChannelId(channel) : null);
        return TypedResults.Ok(ItemModel.Of(await keys.SendAsync(new ChangeItem(id, wanted), cancellationToken)));
    }

    private static async Task<NoContent> DropAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        await keys.SendAsync(new DropItem(id), cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>A prompt, follow-up, schedule or integration.</summary>
/// <param name="ChannelId">On which it hangs; left out once it was unlinked.</param>
/// <param name="DueAt">Of follow-ups and schedules.</param>
/// <param name="ExternalId">The id in the system that it is of.</param>
internal sealed record ItemModel(
    Guid Id, LinkedKind Kind, Guid? ChannelId, string Title, ItemState State, DateTimeOffset? DueAt, string? ExternalId, string? Source)
{
    public static ItemModel Of(LinkedItem item) =>
        new(item.Id, item.Kind, item.Channel?.Value, item.Title, item.State, item.DueAt, item.ExternalId, item.Source);
}

/// <param name="ExternalId">Yours: unique for the key's source, so that a repeat changes what is there.</param>
internal sealed record ItemModelOrder(string? Title, DateTimeOffset? DueAt, string? ExternalId, ItemState State = ItemState.Active);

/// <summary>What is to be another; the rest stays.</summary>
internal sealed record ItemModelChange(string? Title, ItemState? State, DateTimeOffset? DueAt, Guid? ChannelId);
