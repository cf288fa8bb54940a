using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>Another module or system ends a conversation.</summary>
[AllowedTo(Role.Module)]
[AllowedToKeys(ApiScope.LinkedWrite, About.Conversation, nameof(Conversation))]
public sealed record CloseConversation(Guid Conversation) : IRequest;

internal sealed class CloseConversationHandler(IChannelStore store) : IRequestHandler<CloseConversation>
{
    public Task<Unit> Handle(CloseConversation request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var conversation = await transaction.Linked.LoadConversationAsync(request.Conversation);
                conversation.Close();
                return Unit.Value;
            },
            cancellationToken);
}
