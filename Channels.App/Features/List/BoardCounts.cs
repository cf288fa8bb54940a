using Channels.Domain;

namespace Channels.App.Features.List;

/// <summary>How many channels each chip would show.</summary>
public readonly record struct BoardCounts(int All, int Connected, int Connecting, int Disconnected, int Trouble, int Leaving)
{
    public int Of(BoardChip chip) => chip switch
    {
        BoardChip.All => All,
        BoardChip.Connected => Connected,
        BoardChip.Connecting => Connecting,
        BoardChip.Disconnected => Disconnected,
        BoardChip.Trouble => Trouble,
        _ => Leaving,
    };

    /// <param name="by">One more, or one less.</param>
    public BoardCounts With(ChannelSnapshot channel, int by)
    {
        int Is(BoardChip chip) => BoardFilter.IsOf(chip, channel) ? by : 0;
        return new(
            All + by,
            Connected + Is(BoardChip.Connected),
            Connecting + Is(BoardChip.Connecting),
            Disconnected + Is(BoardChip.Disconnected),
            Trouble + Is(BoardChip.Trouble),
            Leaving + Is(BoardChip.Leaving));
    }
}
