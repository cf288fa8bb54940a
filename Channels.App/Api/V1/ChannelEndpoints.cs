using System.Globalization;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Instances: what there is, how they stand, and what can be done to their connection.</summary>
internal static class ChannelEndpoints
{
    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        var channels = api.MapGroup("/channels").WithTags("Channels");
        channels.MapGet("/", ListAsync).WithName("ListChannels").WithSummary("Lists the instances that the key reaches, oldest first")
            .AddEndpointFilter(api.ServiceProvider.GetRequiredService<KeptAnswers>());
        channels.MapPost("/", CreateAsync).WithName("CreateChannel").WithSummary("Creates an instance");
        channels.MapGet("/{id:guid}", FindAsync).WithName("FindChannel").WithSummary("Reads an instance")
            .Produces(StatusCodes.Status308PermanentRedirect);
        channels.MapPatch("/{id:guid}", RenameAsync).WithName("RenameChannel").WithSummary("Renames an instance")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        channels.MapPost("/{id:guid}/connect", ConnectAsync).WithName("ConnectChannel").WithSummary("Connects an instance, or asks for a pairing");
        channels.MapPost("/{id:guid}/refresh", RefreshAsync).WithName("RefreshChannel").WithSummary("Looks anew at how an instance stands");
        channels.MapPost("/{id:guid}/disconnect", DisconnectAsync).WithName("DisconnectChannel").WithSummary("Disconnects an instance");
    }

    private static async Task<Ok<Page<ChannelModel>>> ListAsync(
        int? limit, string? cursor, KeyDispatcher keys, Words words, CancellationToken cancellationToken)
    {
        var last = Cursors.ChannelOf(cursor);
        var all = (await keys.SendAsync(new ListChannels(), cancellationToken)).Channels;
        var rest = last is { } id ? [.. all.SkipWhile(x => x.Id != id).Skip(1)] : all;
        var page = rest.Take(Page<ChannelModel>.Limit(limit)).Select(x => ChannelModel.Of(x, words)).ToList();
        return TypedResults.Ok(new Page<ChannelModel>(page, page.Count < rest.Count ? Cursors.Of(new ChannelId(page[^1].Id)) : null));
    }

    private static async Task<Created<ChannelModel>> CreateAsync(
        ChannelOrder order, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken)
    {
        var once = Idempotency.Of(http.Request, keys.Holder.Key!.Id, Guid.Empty, order);
        var made = await keys.SendAsync(
            new CreateChannel(order.Name ?? "", order.Method) { Id = once is null ? null : new ChannelId(once.Id) }, cancellationToken);
        return TypedResults.Created($"{http.Request.Path}/{made.Id}", Tagged(http, made, words));
    }

    private static async Task<Results<Ok<ChannelModel>, RedirectHttpResult>> FindAsync(
        Guid id, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken)
    {
        var found = await keys.SendAsync(new FindChannel(new ChannelId(id)), cancellationToken);

        // It was removed; who took over from it is known by another id.
        return found.Id.Value == id
            ? TypedResults.Ok(Tagged(http, found, words))
            : TypedResults.LocalRedirect($"~/api/v1/channels/{found.Id}", permanent: true, preserveMethod: true);
    }

    private static async Task<Results<Ok<ChannelModel>, ProblemHttpResult>> RenameAsync(
        Guid id, NameOrder order, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken)
    {
        var before = await keys.SendAsync(new FindChannel(new ChannelId(id)), cancellationToken);
        if (http.Request.Headers.IfMatch is [var seen, ..] && seen != "*" && seen != TagOf(before))
        {
            return ApiProblems.Of(ApiFault.RevisionChanged, http);
        }

        var after = await keys.SendAsync(new RenameChannel(before.Id, order.Name ?? "", before.Name), cancellationToken);
        return TypedResults.Ok(Tagged(http, after, words));
    }

    private static Task<Accepted<ChannelModel>> ConnectAsync(
        Guid id, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken) =>
        TakeAsync(id, x => new ConnectChannel(x), http, keys, words, cancellationToken);

    private static Task<Accepted<ChannelModel>> DisconnectAsync(
        Guid id, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken) =>
        TakeAsync(id, x => new DisconnectChannel(x), http, keys, words, cancellationToken);

    private static async Task<Accepted<ChannelModel>> RefreshAsync(
        Guid id, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken)
    {
        var refreshed = await keys.SendAsync(new RefreshChannel(new ChannelId(id)), cancellationToken);
        return TypedResults.Accepted($"/api/v1/channels/{id}", Tagged(http, refreshed.Snapshot, words));
    }

    private static async Task<Accepted<ChannelModel>> TakeAsync(
        Guid id, Func<ChannelId, IRequest<ChannelSnapshot>> request, HttpContext http, KeyDispatcher keys, Words words, CancellationToken cancellationToken)
    {
        var after = await keys.SendAsync(request(new ChannelId(id)), cancellationToken);
        return TypedResults.Accepted($"/api/v1/channels/{id}", Tagged(http, after, words));
    }

    private static ChannelModel Tagged(HttpContext http, ChannelSnapshot channel, Words words)
    {
        http.Response.Headers.ETag = TagOf(channel);
        return ChannelModel.Of(channel, words);
    }

    private static string TagOf(ChannelSnapshot channel) => string.Create(CultureInfo.InvariantCulture, $"\"{channel.Revision}\"");
}
