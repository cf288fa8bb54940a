using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Sending;

namespace Channels.Domain.Ports;

/// <summary>Outgoing messages, inside a transaction.</summary>
public interface ISendingData
{
    void Add(OutgoingMessage message, OutgoingContent content);

    Task<OutgoingMessage?> FindAsync(Guid id);

    /// <summary>What was handed over on a line under WhatsApp's id.</summary>
    Task<OutgoingMessage?> FindHandedOverAsync(ChannelId line, string whatsAppId);

    Task<IReadOnlyList<OutgoingMessage>> FindAllAsync(IReadOnlyCollection<Guid> ids);

    /// <summary>How many wait on a channel.</summary>
    Task<int> CountWaitingAsync(ChannelId channel);

    /// <summary>
    /// The message of a channel whose turn it is: due, and the first of its contact's of whom nothing is being handed over.
    /// </summary>
    Task<OutgoingMessage?> FindNextAsync(ChannelId channel, DateTimeOffset now);

    /// <summary>Waiting ones whose time is over, or that wait for no connection while there is none.</summary>
    Task<IReadOnlyList<OutgoingMessage>> ListOverAsync(ChannelId channel, bool isConnected, DateTimeOffset now, int count);

    /// <summary>When a waiting message of a channel becomes due, may be tried again, or is over; null where time alone changes nothing.</summary>
    Task<DateTimeOffset?> FindNextTimeAsync(ChannelId channel, DateTimeOffset now);

    /// <summary>Those in one of these states, the oldest first.</summary>
    Task<IReadOnlyList<OutgoingMessage>> ListAsync(IReadOnlyCollection<SendState> states, int count);

    /// <summary>Those of a part of a channel's that may still leave, the oldest first.</summary>
    Task<IReadOnlyList<OutgoingMessage>> ListAsync(ChannelId channel, QueuePart part, DateTimeOffset now, int count);

    /// <summary>Null where it is forgotten, or the keys to it are gone.</summary>
    Task<OutgoingContent?> ReadContentAsync(Guid id);

    /// <summary>What it says is kept for as long as it may still leave.</summary>
    Task ForgetContentAsync(Guid id);

    /// <summary>When a contact last wrote on a line; null where nobody remembers.</summary>
    Task<DateTimeOffset?> FindLastWordAsync(ChannelId line, Guid contact);

    /// <summary>All that is open of <paramref name="from"/> goes to the channel that takes over, as was answered. Says of how many it was.</summary>
    Task<int> MoveAsync(ChannelId from, Channel to, WaitingAnswer answer, DateTimeOffset now);

    /// <summary>What becomes of all that waits on a channel that a person disconnects. Says of how many it was.</summary>
    Task<int> AnswerAsync(Channel channel, WaitingAnswer answer, DateTimeOffset now);

    /// <summary>Whose conversation it is.</summary>
    Task<Contact?> FindContactAsync(Guid contact);

    /// <summary>The logged message that is answered or reacted to, with its text where that is kept.</summary>
    Task<(Message Message, string? Text)?> FindLoggedAsync(Guid contact, string whatsAppId);
}
