using Channels.Domain.LinkedData;

namespace Channels.Domain.Ports;

/// <summary>Instances, their conversations and their timeline.</summary>
public interface IChannelStore
{
    /// <summary>All instances, oldest first.</summary>
    Task<IReadOnlyList<ChannelSnapshot>> ListAsync(CancellationToken cancellationToken);

    Task<ChannelSnapshot?> FindAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>The newest lines of an instance's timeline, newest first.</summary>
    Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(ChannelId id, int count, CancellationToken cancellationToken);

    Task<Picture?> FindPictureAsync(ChannelId id, string tag, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction, alone among all writers of the process, so that what it reads
    /// still holds when it commits. The changed instances are published after the commit; an exception rolls back
    /// and publishes nothing. Never wait for a network inside.
    /// </summary>
    Task<T> WriteAsync<T>(Func<IChannelTransaction, Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>What a writer sees and does inside its transaction.</summary>
public interface IChannelTransaction
{
    /// <exception cref="RuleViolation"><see cref="Rule.ChannelNotFound"/></exception>
    Task<Channel> LoadAsync(ChannelId id);

    Task<Channel?> FindAsync(ChannelId id);

    void Add(Channel channel);

    /// <summary>How many instances count against the limit.</summary>
    Task<int> CountAsync();

    /// <summary>Whether another instance than <paramref name="except"/> has a name with this key.</summary>
    Task<bool> IsNameTakenAsync(ChannelName name, ChannelId? except);

    /// <summary>The name of the instance other than <paramref name="except"/> that has this number, if any.</summary>
    Task<string?> FindNumberOwnerAsync(PhoneNumber number, ChannelId except);

    /// <summary>
    /// The open conversation of a contact, found by number or by LID. Two of them, begun before the number behind the
    /// LID was known, become one.
    /// </summary>
    Task<Conversation?> FindOpenConversationAsync(ChannelId channel, ContactAddress contact);

    void Add(Conversation conversation);

    /// <summary>Keeps a profile picture in the place of the instance's earlier one.</summary>
    Task PutPictureAsync(ChannelId channel, Picture picture);
}

/// <summary>A profile picture: a JPEG of at most some 100 kB, named by a hash of its bytes.</summary>
public sealed record Picture(string Tag, byte[] Jpeg);
