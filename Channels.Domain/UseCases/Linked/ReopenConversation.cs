using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>
/// Another module or system takes a closed conversation up again. Refused where the contact has another open one by now. One that
/// is still to follow its removed channel follows at once.
/// </summary>
[AllowedTo(Role.Module)]
[AllowedToKeys(ApiScope.LinkedWrite, About.Conversation, nameof(Conversation))]
public sealed record ReopenConversation(Guid Conversation) : IRequest;

internal sealed class ReopenConversationHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ReopenConversation>
{
    public Task<Unit> Handle(ReopenConversation request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var conversation = await transaction.Linked.LoadConversationAsync(request.Conversation);
                if (conversation.IsOpen)
                {
                    return Unit.Value;
                }

                var route = await transaction.ResolveAsync(conversation.Channel);
                if (await transaction.Linked.FindOpenConversationAsync(route.Channel, conversation.Contact) is not null)
                {
                    throw new RuleViolation(Rule.ConversationOpenElsewhere);
                }

                conversation.Reopen(route.Channel, time.GetUtcNow());
                return Unit.Value;
            },
            cancellationToken);
}
