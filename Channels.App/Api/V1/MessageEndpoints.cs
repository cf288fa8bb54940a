using Channels.Domain;
using Channels.Domain.Ports;
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
        api.MapPost("/channels/{id:guid}/messages", SendAsync).WithName("SendMessage").WithTags("Messages").WithSummary("Takes a message for sending");
        api.MapGet("/messages", ListAsync).WithName("ListMessages").WithTags("Messages").WithSummary("Lists messages that came in or went out, newest first");
        api.MapGet("/messages/{id:guid}", FindAsync).WithName("FindMessage").WithTags("Messages").WithSummary("Reads a message");
        api.MapPost("/messages/{id:guid}/cancel", CancelAsync).WithName("CancelMessage").WithTags("Messages").WithSummary("Takes a message back that has not left");
        api.MapPost("/messages/{id:guid}/decision", DecideAsync).WithName("DecideMessage").WithTags("Messages").WithSummary("Decides about a message that waits for it");
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

    private static async Task<Ok<Page<MessageModel>>> ListAsync(
        Guid? channel_id, Guid? conversation_id, int? limit, string? cursor, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var wanted = new MessageFilter(channel_id is { } channel ? new ChannelId(channel) : null, conversation_id);
        var take = Page<MessageModel>.Limit(limit);
        var found = await keys.SendAsync(new ListMessages(wanted, Cursors.IdOf(cursor), take + 1), cancellationToken);
        return TypedResults.Ok(Page<MessageModel>.Of([.. found.Select(MessageModel.Of)], take, x => Cursors.Of(x.Id)));
    }

    private static async Task<Ok<MessageModel>> FindAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(MessageModel.Of(await keys.SendAsync(new FindMessage(id), cancellationToken)));

    private static Task<Ok<TakenMessageModel>> CancelAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        DecideAsync(id, new DecisionOrder(SendDecision.Discard, ChannelId: null), keys, cancellationToken);

    private static async Task<Ok<TakenMessageModel>> DecideAsync(
        Guid id, DecisionOrder order, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var message = await keys.SendAsync(new ReadMessage(id), cancellationToken) ?? throw new RuleViolation(Rule.MessageNotFound);
        var through = order.ChannelId is { } other ? new ChannelId(other) : (ChannelId?)null;
        var decided = await keys.SendAsync(new DecideMessages(message.Channel, [id], order.Decision, through), cancellationToken);
        if (decided.Done == 0)
        {
            throw new RuleViolation(Rule.MessageDecided);
        }

        var after = await keys.SendAsync(new ReadMessage(id), cancellationToken);
        return TypedResults.Ok(new TakenMessageModel(id, after?.State ?? message.State, ClientReference: null));
    }

    private static OutgoingContent ContentOf(MessageOrder order) => new()
    {
        Text = order.Text,
        Location = order.Location,
        Reaction = order.Reaction is { } reaction ? new OutgoingReaction(reaction.ProviderId, reaction.Emoji, reaction.FromContact) : null,
        Template = order.Template,
    };
}
