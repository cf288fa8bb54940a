using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Sending;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Messages: to send one, and to read what became of it or what came in.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        api.MapPost("/channels/{id:guid}/messages", SendAsync).WithTags("Messages").WithSummary("Takes a message for sending");
        api.MapGet("/messages/{id:guid}", FindAsync).WithTags("Messages").WithSummary("Reads a message");
    }

    private static async Task<Accepted<TakenMessageModel>> SendAsync(
        Guid id, MessageOrder order, HttpRequest request, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var once = Idempotency.Of(request, keys.Holder.Key!.Id, id, order);
        var to = new SendTarget(order.To?.Number, order.To?.UserId, order.To?.ConversationId);
        var sent = await keys.SendAsync(
            new SendMessage(new ChannelId(id), to, new OutgoingOrder(ContentOf(order), order.Hold == HoldOrder.UntilConnected)
            {
                Id = once?.Id ?? Guid.CreateVersion7(),
                Fingerprint = once?.Fingerprint,
                SendAt = order.SendAt,
                ExpiresAt = order.ExpiresAt,
                RepliesTo = order.ReplyTo,
                ClientReference = order.ClientReference,
            }),
            cancellationToken);
        return TypedResults.Accepted($"/api/v1/messages/{sent}", new TakenMessageModel(sent, SendState.Queued, order.ClientReference));
    }

    private static async Task<Ok<MessageModel>> FindAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(MessageModel.Of(await keys.SendAsync(new FindMessage(id), cancellationToken)));

    private static OutgoingContent ContentOf(MessageOrder order) => new()
    {
        Text = order.Text,
        Location = order.Location,
        Reaction = order.Reaction is { } reaction ? new OutgoingReaction(reaction.ProviderId, reaction.Emoji, reaction.FromContact) : null,
        Template = order.Template,
    };
}
