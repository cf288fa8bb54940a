using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>A message came in. Only a one-to-one message from somebody else, dated after the link, opens or touches a conversation.</summary>
/// <param name="ContactName">The name that the sender shows: untrusted text.</param>
/// <param name="SentAt">WhatsApp's own date, to the second.</param>
[AllowedTo(Role.Gateway)]
public sealed record ReceiveMessage(
    ChannelId Id, ContactAddress Contact, string? ContactName, DateTimeOffset SentAt) : IRequest<ReceivedMessage>;

public enum ReceivedMessage
{
    OpenedConversation,
    TouchedConversation,
    IgnoredAsHistory,
    IgnoredAsUnknownChannel,
}

internal sealed class ReceiveMessageHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ReceiveMessage, ReceivedMessage>
{
    // WhatsApp's clock and ours need not agree to the second, and a lost customer is worse than an old message.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public Task<ReceivedMessage> Handle(ReceiveMessage request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var (id, linkedAt) = await transaction.ResolveAsync(request.Id);
                if (await transaction.FindAsync(id) is null)
                {
                    return ReceivedMessage.IgnoredAsUnknownChannel;
                }

                if (linkedAt is null || request.SentAt < linkedAt - ClockSkew)
                {
                    return ReceivedMessage.IgnoredAsHistory;
                }

                var conversation = await transaction.Linked.FindOpenConversationAsync(id, request.Contact);
                var opened = conversation is null;
                if (conversation is null)
                {
                    conversation = Conversation.Open(id, request.Contact, request.SentAt);
                    transaction.Linked.Add(conversation);
                }

                conversation.Touch(request.Contact, request.ContactName, request.SentAt);
                if (id == request.Id)
                {
                    // What still comes in on the line of a removed channel tells nothing of the one that took over. The
                    // date is the sender's word: one in the future would hide all that comes until then.
                    var now = time.GetUtcNow();
                    (await transaction.LoadSignsAsync(id)).Received(request.SentAt < now ? request.SentAt : now);
                }

                return opened ? ReceivedMessage.OpenedConversation : ReceivedMessage.TouchedConversation;
            },
            cancellationToken);
}
