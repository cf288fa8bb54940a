using Channels.Domain;

namespace Channels.App.Features.List;

/// <summary>What the chips above the board choose between. A channel being removed has no status any more.</summary>
public enum BoardChip
{
    All,

    /// <summary>In trouble; they are among those connecting or disconnected, too.</summary>
    Trouble,
    Connected,
    Connecting,
    Disconnected,

    /// <summary>Being removed.</summary>
    Leaving,
}

/// <summary>Which channels a reader wants to see. It is in the page's address.</summary>
public sealed record BoardFilter(string Text, BoardChip Chip)
{
    public static readonly BoardFilter None = new("", BoardChip.All);

    private static readonly Dictionary<BoardChip, string> InAddress = new()
    {
        [BoardChip.Connected] = "conectado",
        [BoardChip.Connecting] = "connecting",
        [BoardChip.Disconnected] = "desconectado",
        [BoardChip.Trouble] = "problema",
        [BoardChip.Leaving] = "removendo",
    };

    private readonly SearchText? _search = Text.Length == 0 ? null : new SearchText(Text);

    // Not settable: a copy with another text would go on with the search of the first.
    public string Text { get; } = Text;

    /// <summary>The part of the address from the question mark on; empty where everything is wanted.</summary>
    public string Query
    {
        get
        {
            string[] parts =
            [
                .. Chip == BoardChip.All ? Array.Empty<string>() : [$"status={InAddress[Chip]}"],
                .. Text.Length == 0 ? Array.Empty<string>() : [$"busca={Uri.EscapeDataString(Text)}"],
            ];
            return parts.Length == 0 ? "" : "?" + string.Join('&', parts);
        }
    }

    /// <param name="status">The chip's name in an address; anything else means all.</param>
    public static BoardFilter Of(string? text, string? status) =>
        new(Clean(text), InAddress.FirstOrDefault(x => string.Equals(x.Value, status, StringComparison.OrdinalIgnoreCase)).Key);

    public static string Clean(string? text)
    {
        var clean = (text ?? "").Trim();
        return clean.Length > SearchText.MaxLength ? clean[..SearchText.MaxLength].Trim() : clean;
    }

    public bool Lets(ChannelSnapshot channel) => IsOf(Chip, channel) && LetsText(channel);

    /// <summary>Whether the text alone lets it through, which is what the chips count.</summary>
    public bool LetsText(ChannelSnapshot channel) => _search?.Finds(channel) ?? true;

    public static bool IsOf(BoardChip chip, ChannelSnapshot channel) => chip switch
    {
        BoardChip.All => true,
        BoardChip.Leaving => channel.Removal is not null,
        _ when channel.Removal is not null => false,
        BoardChip.Trouble => channel.IsInTrouble,
        BoardChip.Connected => channel.Status == ChannelStatus.Connected,
        BoardChip.Connecting => channel.Status == ChannelStatus.Connecting,
        _ => channel.Status == ChannelStatus.Disconnected,
    };

    public bool Equals(BoardFilter? other) => other is not null && (Text, Chip) == (other.Text, other.Chip);

    public override int GetHashCode() => HashCode.Combine(Text, Chip);
}
