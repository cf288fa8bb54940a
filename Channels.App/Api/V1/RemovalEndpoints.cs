using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Removal;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Removing an instance: what would move, the removal itself, and how far it has come.</summary>
internal static class RemovalEndpoints
{
    public static void MapRemovals(this IEndpointRouteBuilder api)
    {
        api.MapGet("/channels/{id:guid}/removal", PreviewAsync).WithName("PreviewRemoval").WithTags("Removals").WithSummary("Tells what the removal of an instance would move");
        api.MapPost("/channels/{id:guid}/removal", RemoveAsync).WithName("RemoveChannel").WithTags("Removals").WithSummary("Removes an instance; what hangs on it moves to another one");
        api.MapGet("/removals/{id:guid}", FindAsync).WithName("FindRemoval").WithTags("Removals").WithSummary("Tells how far a removal has come, and what it moved");
    }

    private static async Task<Ok<RemovalPreviewModel>> PreviewAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var preview = await keys.SendAsync(new PreviewRemoval(new ChannelId(id)), cancellationToken);
        return TypedResults.Ok(new RemovalPreviewModel(
            preview.Channel.Id.Value, preview.NeedsDestination, CountsModel.Of(preview.Counts), preview.Queue.All, [.. preview.Integrations.Select(x => x.Name)],
            [.. preview.Destinations.Select(x => x.Id).Where(keys.Holder.Reaches).Select(x => x.Value)], ExpectedOf(preview)));
    }

    private static async Task<Accepted<RemovalModel>> RemoveAsync(Guid id, RemovalOrder order, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var preview = await keys.SendAsync(new PreviewRemoval(new ChannelId(id)), cancellationToken);
        if (order.Expected is { } expected && expected != ExpectedOf(preview))
        {
            throw new RuleViolation(Rule.LinkedMeanwhile);
        }

        var destination = order.DestinationId is not { } to ? null
            : preview.Destinations.SingleOrDefault(x => x.Id.Value == to && keys.Holder.Reaches(x.Id)) ?? throw new RuleViolation(Rule.DestinationGone, "");
        var receipt = await keys.SendAsync(
            new RemoveChannel(preview.Channel.Id, destination?.Id, Successor: null, preview.Seen(destination), order.Waiting), cancellationToken);
        return TypedResults.Accepted($"{ApiV1.Path}/removals/{id}", RemovalModel.Of(receipt));
    }

    private static async Task<Ok<RemovalModel>> FindAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(RemovalModel.Of(await keys.SendAsync(new FindRemoval(new ChannelId(id)), cancellationToken)));

    /// <summary>Of what somebody saw: it is another as soon as there is more to be lost.</summary>
    private static string ExpectedOf(RemovalPreview preview) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{preview.NeedsDestination} {string.Join(' ', preview.Integrations.Select(x => x.Id).Order())}")));
}

/// <param name="NeedsDestination">Something hangs on it, so that another instance has to take over.</param>
/// <param name="Waiting">How many messages wait to be sent.</param>
/// <param name="Integrations">The names of those that are unlinked.</param>
/// <param name="DestinationIds">The instances that could take over, of those that the key reaches.</param>
/// <param name="Expected">To be sent with the removal: it is refused where more has come to hang on the instance meanwhile.</param>
internal sealed record RemovalPreviewModel(
    Guid ChannelId, bool NeedsDestination, CountsModel Linked, int Waiting, IReadOnlyList<string> Integrations, IReadOnlyList<Guid> DestinationIds, string Expected);

/// <param name="DestinationId">Which instance takes over; left out where nothing hangs on the removed one.</param>
/// <param name="Expected">What the preview said; left out by whoever takes the risk.</param>
/// <param name="Waiting">What becomes of messages that wait to be sent: <c>send</c> through the destination, <c>ask</c> later, or <c>discard</c>.</param>
internal sealed record RemovalOrder(Guid? DestinationId, string? Expected, WaitingAnswer Waiting = WaitingAnswer.Ask);

/// <param name="FinishedAt">Left out while closed conversations still follow.</param>
/// <param name="Continued">How many open conversations go on in one that the destination had with the same contact.</param>
internal sealed record RemovalModel(
    Guid ChannelId, string ChannelName, Guid? DestinationId, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, CountsModel Moved, long Continued,
    IReadOnlyList<string> Integrations, int Waiting, WaitingAnswer WaitingAnswer)
{
    public static RemovalModel Of(RemovalReceipt receipt) => new(
        receipt.Channel.Value, receipt.ChannelName, receipt.Destination?.Value, receipt.StartedAt, receipt.FinishedAt, CountsModel.Of(receipt.Moved),
        receipt.Continued, receipt.Integrations, receipt.Queued, receipt.Waiting);
}

/// <summary>How much of each kind, all of it.</summary>
internal sealed record CountsModel(long Prompts, long Conversations, long FollowUps, long Schedules, long Integrations)
{
    public static CountsModel Of(LinkedCounts counts) =>
        new(counts.Prompts.Total, counts.Conversations.Total, counts.FollowUps.Total, counts.Schedules.Total, counts.Integrations.Total);
}
