using Channels.Domain;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// One secret of a WhatsApp Web session: the credentials themselves, or one of the keys that Baileys keeps beside
/// them. It has no foreign key on the channel, because a device may still have to be logged out when that is gone.
/// </summary>
internal sealed class SessionKey
{
    public required ChannelId Channel { get; init; }

    public required string Type { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Encrypted for this channel alone.</summary>
    public required byte[] Secret { get; set; }
}
