using Channels.Domain.LinkedData;

namespace Channels.Domain.Ports;

/// <summary>What hangs on channels, inside a transaction.</summary>
public interface ILinkedData
{
    Task<Conversation?> FindConversationAsync(Guid id);

    Task<Conversation?> FindOpenConversationAsync(ChannelId channel, Guid contact);

    void Add(Conversation conversation);

    Task<LinkedItem?> FindItemAsync(Guid id);

    void Add(LinkedItem item);

    /// <summary>By the id that another system gave it.</summary>
    Task<LinkedItem?> FindItemAsync(string source, string externalId);

    void Remove(LinkedItem item);

    Task<LinkedCounts> CountAsync(ChannelId channel);

    Task<IReadOnlyList<LinkedItem>> ListIntegrationsAsync(ChannelId channel);

    /// <summary>
    /// Moves what is live: open conversations, active prompts, follow-ups and schedules; unlinks all integrations. A
    /// moved conversation whose contact has an open one at the destination is closed and goes on in that.
    /// </summary>
    /// <returns>How many were closed so.</returns>
    Task<long> MoveLiveAsync(ChannelId from, ChannelId to);

    /// <summary>Moves at most <paramref name="count"/> of what is left, closed conversations first.</summary>
    /// <returns>How many; less than <paramref name="count"/> where nothing is left.</returns>
    Task<int> MoveRestAsync(ChannelId from, ChannelId to, int count);
}
