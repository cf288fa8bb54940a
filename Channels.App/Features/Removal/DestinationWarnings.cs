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

        if (destination.Method != source.Method)
        {
            yield return $"Destination_Becomes{destination.Method}";
        }
    }
}
