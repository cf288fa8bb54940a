using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>Conversations, the newest first.</summary>
/// <param name="Before">Behind which id; null for the newest.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.MessagesRead, About.WhatIsReached)]
public sealed record ListConversations(ConversationFilter Wanted, Guid? Before, int Take) : IRequest<IReadOnlyList<ListedConversation>>;

internal sealed class ListConversationsHandler(ILinkedReader linked, IActor actor) : IRequestHandler<ListConversations, IReadOnlyList<ListedConversation>>
{
    public async Task<IReadOnlyList<ListedConversation>> Handle(ListConversations request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await linked.ListConversationsAsync(request.Wanted with { Reached = who.Key?.Channels }, request.Before, request.Take, cancellationToken);
    }
}
