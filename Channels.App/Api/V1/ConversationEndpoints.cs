using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Linked;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Channels.App.Api.V1;

/// <summary>Conversations: with whom, through which instance, and whether they are open.</summary>
internal static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var conversations = api.MapGroup("/conversations").WithTags("Conversations");
        conversations.MapGet("/", ListAsync).WithName("ListConversations").WithSummary("Lists conversations, newest first");
        conversations.MapGet("/{id:guid}", FindAsync).WithName("FindConversation").WithSummary("Reads a conversation");
        conversations.MapPost("/{id:guid}/close", CloseAsync).WithName("CloseConversation").WithSummary("Ends a conversation");
        conversations.MapPost("/{id:guid}/reopen", ReopenAsync).WithName("ReopenConversation").WithSummary("Takes a closed conversation up again");
    }

    private static async Task<Ok<Page<ConversationModel>>> ListAsync(
        Guid? channel_id, bool? open, string? number, int? limit, string? cursor, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        var whose = number is null ? null : PhoneNumber.FromDigits(number.TrimStart('+', ' ')) ?? throw new RuleViolation(Rule.NumberInvalid);
        var wanted = new ConversationFilter(channel_id is { } channel ? new ChannelId(channel) : null, open, whose);
        var take = Page<ConversationModel>.Limit(limit);
        var found = await keys.SendAsync(new ListConversations(wanted, Cursors.IdOf(cursor), take + 1), cancellationToken);
        return TypedResults.Ok(Page<ConversationModel>.Of([.. found.Select(ConversationModel.Of)], take, x => Cursors.Of(x.Id)));
    }

    private static async Task<Ok<ConversationModel>> FindAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(ConversationModel.Of(await keys.SendAsync(new FindConversation(id), cancellationToken)));

    private static async Task<NoContent> CloseAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        await keys.SendAsync(new CloseConversation(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReopenAsync(Guid id, KeyDispatcher keys, CancellationToken cancellationToken)
    {
        await keys.SendAsync(new ReopenConversation(id), cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <param name="ContinuesIn">The conversation with the same contact in which this closed one goes on.</param>
internal sealed record ConversationModel(
    Guid Id, Guid ChannelId, bool Open, ContactModel Contact, DateTimeOffset OpenedAt, DateTimeOffset LastMessageAt, Guid? ContinuesIn)
{
    public static ConversationModel Of(ListedConversation listed)
    {
        var (conversation, with) = listed;
        return new ConversationModel(
            conversation.Id, conversation.Channel.Value, conversation.IsOpen,
            new ContactModel(with?.Number?.E164, with?.Lid, with?.UserId, conversation.ContactName is { Length: > 0 } name ? name : null),
            conversation.OpenedAt, conversation.LastMessageAt, conversation.ContinuesIn);
    }
}
