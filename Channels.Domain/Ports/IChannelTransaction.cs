using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Proxies;

namespace Channels.Domain.Ports;

/// <summary>What a writer sees and does inside its transaction.</summary>
public interface IChannelTransaction
{
    ILinkedData Linked { get; }

    IContactData Contacts { get; }

    IMessageData Messages { get; }

    ISendingData Sending { get; }

    IAlertData Alerts { get; }

    IKeyData Keys { get; }

    IWebhookData Webhooks { get; }

    /// <summary>Reads at once what these messages are going to ask for, one after the other; the answers are the same without.</summary>
    Task ReadAheadAsync(IReadOnlyList<ExpectedMessage> messages);

    /// <exception cref="RuleViolation"><see cref="Rule.ChannelNotFound"/></exception>
    Task<Channel> LoadAsync(ChannelId id);

    Task<Channel?> FindAsync(ChannelId id);

    /// <summary>Those of these channels that exist, by one query.</summary>
    Task<IReadOnlyList<Channel>> FindAllAsync(IReadOnlyList<ChannelId> ids);

    /// <summary>What passed on the line of a channel that exists; kept from the first sign on.</summary>
    Task<ChannelSigns> LoadSignsAsync(ChannelId id);

    /// <summary>How many messages of a kind a channel that exists did not use; kept from the first one on.</summary>
    Task<UnusedCount> LoadUnusedAsync(ChannelId id, MessageKind kind);

    void Add(Channel channel);

    /// <summary>Deletes a channel on which nothing hangs any more; its timeline stays.</summary>
    void Remove(Channel channel);

    /// <summary>How many channels count against the limit: all but those being removed.</summary>
    Task<int> CountAsync();

    /// <summary>The name with this key of a channel other than <paramref name="except"/>, as it stands there; one being removed has none.</summary>
    Task<ChannelName?> FindNameAsync(ChannelName name, ChannelId? except);

    /// <summary>The name of the channel other than <paramref name="except"/> that has this number, if any.</summary>
    Task<string?> FindNumberOwnerAsync(PhoneNumber number, ChannelId except);

    /// <summary>Keeps a profile picture in the place of the channel's earlier one.</summary>
    Task PutPictureAsync(ChannelId channel, Picture picture);

    Task<LineProxy?> FindProxyAsync(ChannelId id);

    void Add(LineProxy proxy);

    void Remove(LineProxy proxy);

    /// <summary>The channel that an id means: itself, or the one that took over from it when it was removed.</summary>
    Task<Route> ResolveAsync(ChannelId id);

    /// <summary>
    /// From this transaction on the id of <paramref name="from"/> means <paramref name="to"/>, and so does every id that
    /// meant <paramref name="from"/>.
    /// </summary>
    Task RedirectAsync(Channel from, ChannelId to);

    /// <summary>Whether another channel that is being removed hands over to this one.</summary>
    Task<bool> IsTakingOverAsync(ChannelId id);

    void Add(RemovalReceipt receipt);

    Task<RemovalReceipt?> FindReceiptAsync(ChannelId id);

    void Add(GatewayJob job);

    Task<GatewayJob?> FindJobAsync(Guid id);

    void Remove(GatewayJob job);

    /// <summary>Deletes the credentials that were kept of a channel that is gone, and its proxy with them.</summary>
    Task ForgetSecretsAsync(ChannelId id);

    /// <summary>Writes a line to the timeline of a channel that is gone.</summary>
    void Record(HistoryEntry entry);

    /// <summary>Leaves a trace of what the transaction does.</summary>
    void Record(TraceEntry entry);

    /// <summary>Deletes at most <paramref name="count"/> timeline lines from before <paramref name="before"/>; answers how many.</summary>
    Task<int> ForgetHistoryAsync(DateTimeOffset before, int count);

    /// <summary>Deletes at most <paramref name="count"/> entries of the people's trace from before <paramref name="before"/>; answers how many.</summary>
    Task<int> ForgetTraceAsync(DateTimeOffset before, int count);
}

/// <summary>A message that is about to be dealt with: on whose line, of whom, under which id.</summary>
public sealed record ExpectedMessage(ChannelId Line, ContactAddress Contact, string WhatsAppId);

/// <summary>Where an id leads.</summary>
/// <param name="WasLinked">Whether the channel that had this id had a link.</param>
/// <param name="HistoryBefore">When that was made; see <see cref="Channel.HistoryBefore"/>.</param>
public sealed record Route(ChannelId Channel, bool WasLinked, DateTimeOffset? HistoryBefore);
