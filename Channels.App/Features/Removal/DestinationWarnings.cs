using Channels.Domain;

namespace Channels.App.Features.Removal;

public static class DestinationWarnings
{
    /// <summary>The resource keys of what a person should know before one channel takes over from another.</summary>
    public static IEnumerable<string> Of(ChannelSnapshot source, ChannelSnapshot destination)
    {
        if (destination.Status != ChannelStatus.Connected)
        {
            yield return "Destination_NotConnected";
        }

        // A phone's line is news only for what had Meta's.
        if (destination.Method != source.Method
            && (destination.Method != ConnectionMethod.WhatsAppWeb || source.Method == ConnectionMethod.MetaCloud))
        {
            yield return $"Destination_Becomes{destination.Method}";
        }
    }
}
