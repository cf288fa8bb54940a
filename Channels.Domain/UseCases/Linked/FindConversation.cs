using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>One conversation, and with whom it is.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.MessagesRead, About.Conversation, nameof(Conversation))]
public sealed record FindConversation(Guid Conversation) : IRequest<ListedConversation>;

internal sealed class FindConversationHandler(ILinkedReader linked) : IRequestHandler<FindConversation, ListedConversation>
{
    public async Task<ListedConversation> Handle(FindConversation request, CancellationToken cancellationToken) =>
        await linked.FindConversationAsync(request.Conversation, cancellationToken) ?? throw new RuleViolation(Rule.ConversationNotFound);
}
