using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>
/// A message of somebody else came in, one to one. Dated after the link it goes into the log, once for all the times that it is
/// delivered, and opens or touches a conversation where somebody wrote, also one that could not be read.
/// </summary>
/// <param name="ContactName">The name that the sender shows: untrusted text.</param>
[AllowedTo(Role.Gateway)]
public sealed record ReceiveMessage(ChannelId Id, ContactAddress Contact, string? ContactName, NewMessage Message)
    : IRequest<ReceivedMessage>;

public enum ReceivedMessage
{
    OpenedConversation,
    TouchedConversation,

    /// <summary>It came before without its content.</summary>
    Completed,

    /// <summary>It did something to another message.</summary>
    Logged,
    IgnoredAsRepetition,
    IgnoredAsHistory,
    IgnoredAsNotLinked,
    IgnoredAsUnknownChannel,
}

internal sealed class ReceiveMessageHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ReceiveMessage, ReceivedMessage>
{
    public Task<ReceivedMessage> Handle(ReceiveMessage request, CancellationToken cancellationToken) =>
        store.WriteAsync(transaction => new Reception(transaction, request, time.GetUtcNow()).RunAsync(), cancellationToken);
}
