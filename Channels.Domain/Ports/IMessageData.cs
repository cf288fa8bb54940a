using Channels.Domain.Messages;

namespace Channels.Domain.Ports;

/// <summary>The log of messages, inside a transaction.</summary>
public interface IMessageData
{
    /// <summary>The message that a contact gave this id on this line; another's may have the same.</summary>
    Task<Message?> FindReceivedAsync(ChannelId line, Guid contact, string whatsAppId);

    Task<Message?> FindAsync(Guid id);

    void Add(Message message);

    /// <summary>Keeps what a message says, so that nobody can read it any more once its day is too long ago.</summary>
    Task KeepContentAsync(Message message, string content, DateTimeOffset now);

    /// <summary>What was handed over is dealt with; see <see cref="NewMessage.Delivery"/>.</summary>
    void Settle(long delivery);

    /// <summary>Whether a contact was heard of on a line since <paramref name="since"/>.</summary>
    Task<bool> WasHeardAsync(ChannelId line, Guid contact, DateTimeOffset since);
}
