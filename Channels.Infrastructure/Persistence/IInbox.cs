using Channels.Domain;
using Channels.Domain.Contacts;

namespace Channels.Infrastructure.Persistence;

/// <summary>What WhatsApp handed over and nobody dealt with yet, in the order in which it came.</summary>
internal interface IInbox
{
    /// <summary>What came after <paramref name="last"/>, of one channel or of all.</summary>
    Task<IReadOnlyList<InboxItem>> ListAsync(ChannelId? channel, long last, int atMost, CancellationToken cancellationToken);

    /// <summary>Whether a message was handed over before, be it dealt with or not.</summary>
    Task<bool> KnowsAsync(ChannelId channel, string key, ContactAddress? contact, string whatsAppId, CancellationToken cancellationToken);
}
