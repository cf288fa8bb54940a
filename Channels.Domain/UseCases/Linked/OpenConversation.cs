using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>
/// Another module begins a conversation with a contact, or joins the open one. The id of a removed channel means the
/// one that took over.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record OpenConversation(ChannelId Channel, ContactAddress Contact) : IRequest<Guid>;

internal sealed class OpenConversationHandler(IChannelStore store, TimeProvider time) : IRequestHandler<OpenConversation, Guid>
{
    public Task<Guid> Handle(OpenConversation request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var route = await transaction.ResolveAsync(request.Channel);
                var channel = await transaction.LoadAsync(route.Channel);
                var contact = await transaction.Contacts.KnowAsync(request.Contact, time.GetUtcNow());
                var conversation = await transaction.Linked.FindOpenConversationAsync(channel.Id, contact.Id);
                if (conversation is null)
                {
                    conversation = Conversation.Open(channel.Id, contact, time.GetUtcNow());
                    transaction.Linked.Add(conversation);
                }

                return conversation.Id;
            },
            cancellationToken);
}
