namespace Channels.Domain.Ports;

/// <summary>What was measured last, in memory, to be shown beside the channels.</summary>
public interface IOutlooks
{
    /// <summary>Of the channels for which there is anything to say.</summary>
    IReadOnlyList<ChannelOutlook> Outlooks { get; }

    /// <summary>Takes the place of what was measured before.</summary>
    void Show(IReadOnlyList<ChannelOutlook> outlooks);
}
