using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>
/// Several messages that wait, in the order in which they came: as many of them as can share a transaction, at least the first. What
/// becomes of each is the same as one by one; it answers what became of those, and the others go on waiting.
/// </summary>
[AllowedTo(Role.Gateway)]
public sealed record ReceiveMessages(IReadOnlyList<ReceiveMessage> Messages) : IRequest<IReadOnlyList<ReceivedMessage>>;

internal sealed class ReceiveMessagesHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ReceiveMessages, IReadOnlyList<ReceivedMessage>>
{
    public Task<IReadOnlyList<ReceivedMessage>> Handle(ReceiveMessages request, CancellationToken cancellationToken) =>
        store.WriteAsync(transaction => ReceiveAsync(transaction, request.Messages), cancellationToken);

    private async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(IChannelTransaction transaction, IReadOnlyList<ReceiveMessage> messages)
    {
        // Who turns out to be somebody else has a transaction of their own.
        if (messages.Count == 1 || await transaction.Contacts.ChangesOthersAsync(messages[0].Contact))
        {
            return [await RunAsync(transaction, messages[0])];
        }

        await transaction.ReadAheadAsync([.. messages.Select(x => new ExpectedMessage(x.Id, x.Contact, x.Message.WhatsAppId))]);
        var received = new List<ReceivedMessage>(messages.Count);
        foreach (var message in messages)
        {
            if (await transaction.Contacts.ChangesOthersAsync(message.Contact))
            {
                break;
            }

            received.Add(await RunAsync(transaction, message));
        }

        return received;
    }

    private Task<ReceivedMessage> RunAsync(IChannelTransaction transaction, ReceiveMessage message) =>
        new Reception(transaction, message, time.GetUtcNow()).RunAsync();
}
