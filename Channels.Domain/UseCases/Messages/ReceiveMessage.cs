using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>
/// A message came in. Only a one-to-one message from somebody else, dated after the link, opens or touches a
/// conversation, also one that could not be read: the customer wrote it.
/// </summary>
/// <param name="ContactName">The name that the sender shows: untrusted text.</param>
/// <param name="SentAt">WhatsApp's own date, to the second.</param>
[AllowedTo(Role.Gateway)]
public sealed record ReceiveMessage(
    ChannelId Id, ContactAddress Contact, string? ContactName, DateTimeOffset SentAt) : IRequest<ReceivedMessage>
{
    /// <summary>Whether it could be decrypted; null where it was not meant for linked devices, so that nobody tried.</summary>
    public bool? WasRead { get; init; } = true;
}

public enum ReceivedMessage
{
    OpenedConversation,
    TouchedConversation,
    IgnoredAsHistory,
    IgnoredAsUnknownChannel,
}

internal sealed class ReceiveMessageHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ReceiveMessage, ReceivedMessage>
{
    // WhatsApp tells its time to the second, and its servers need not agree to the second either.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public Task<ReceivedMessage> Handle(ReceiveMessage request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var (id, wasLinked, historyBefore) = await transaction.ResolveAsync(request.Id);
                if (await transaction.FindAsync(id) is not { } channel)
                {
                    return ReceivedMessage.IgnoredAsUnknownChannel;
                }

                if (!wasLinked || request.SentAt < historyBefore - Slack)
                {
                    return ReceivedMessage.IgnoredAsHistory;
                }

                // What still comes in on the line of a removed channel tells nothing of the one that took over.
                var signs = id == request.Id ? await transaction.LoadSignsAsync(id) : null;
                var sentAt = signs?.ByOurClock(request.SentAt) ?? request.SentAt;
                var conversation = await transaction.Linked.FindOpenConversationAsync(id, request.Contact);
                var opened = conversation is null;
                if (conversation is null)
                {
                    conversation = Conversation.Open(id, request.Contact, sentAt);
                    transaction.Linked.Add(conversation);
                }

                conversation.Touch(request.Contact, request.ContactName, sentAt);
                if (signs is not null)
                {
                    // One in the future would hide all that comes until then.
                    var now = time.GetUtcNow();
                    signs.Received(sentAt < now ? sentAt : now);
                    signs.Heard(request.Contact.Key, request.WasRead, now);
                    channel.Hears(signs.IsDeaf, now);
                }

                return opened ? ReceivedMessage.OpenedConversation : ReceivedMessage.TouchedConversation;
            },
            cancellationToken);
}
