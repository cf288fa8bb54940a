using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;

namespace Channels.Domain.Ports;

/// <summary>What hangs on channels and what passed, for other systems to list; outside of a transaction.</summary>
public interface ILinkedReader
{
    Task<LinkedItem?> FindItemAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Of one kind on a channel, in the order of their ids.</summary>
    /// <param name="after">Behind which id; null for the first.</param>
    Task<IReadOnlyList<LinkedItem>> ListItemsAsync(ChannelId channel, LinkedKind kind, Guid? after, int take, CancellationToken cancellationToken);

    Task<ListedConversation?> FindConversationAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<ListedConversation>> ListConversationsAsync(ConversationFilter wanted, Guid? before, int take, CancellationToken cancellationToken);

    /// <summary>Messages that came in or went out, the newest first.</summary>
    Task<IReadOnlyList<LoggedMessage>> ListMessagesAsync(MessageFilter wanted, Guid? before, int take, CancellationToken cancellationToken);
}

/// <param name="With">Null where the contact is not known any more.</param>
public sealed record ListedConversation(Conversation Conversation, Contact? With);

/// <summary>Which conversations are wanted; null for any.</summary>
/// <param name="Reached">On which channels alone.</param>
/// <param name="Number">Whose, in whatever spelling WhatsApp has of it.</param>
public sealed record ConversationFilter(ChannelId? Channel, bool? IsOpen, PhoneNumber? Number, IReadOnlySet<ChannelId>? Reached = null);

/// <summary>Which messages are wanted; null for any.</summary>
/// <param name="Reached">On which channels alone.</param>
public sealed record MessageFilter(ChannelId? Channel, Guid? Conversation, IReadOnlySet<ChannelId>? Reached = null);
