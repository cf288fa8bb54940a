namespace Channels.Domain.Ports;

/// <summary>
/// When WhatsApp last gave a sign of life on each channel's line. In memory only: after a start nothing is confirmed
/// until it is. A confirmation is no change of the channel and writes nothing.
/// </summary>
public interface IConfirmations
{
    /// <summary>WhatsApp answered, or sent anything, just now. Cheap; may be called as often as that happens.</summary>
    void Confirm(ChannelId id);

    DateTimeOffset? Find(ChannelId id);
}
