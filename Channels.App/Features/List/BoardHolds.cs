using Channels.App.Components;
using Channels.Domain;

namespace Channels.App.Features.List;

/// <summary>
/// What the reader is at on the board. A channel in it keeps its place there, whatever the filter says, until that is done.
/// </summary>
public sealed class BoardHolds
{
    private readonly Dictionary<ChannelId, CardAction> _pending = [];
    private readonly HashSet<ChannelId> _dialogs = [];

    /// <summary>The channel whose menu is open.</summary>
    public ChannelId? Menu { get; set; }

    /// <summary>The channel whose removal dialog is open.</summary>
    public ChannelId? Removing { get; set; }

    /// <summary>Some may come twice.</summary>
    /// <param name="connecting">The channel whose connect dialog is open.</param>
    public IEnumerable<ChannelId> All(ChannelId? connecting) =>
    [
        .. _dialogs,
        .. _pending.Keys,
        .. Menu is { } menu ? [menu] : Array.Empty<ChannelId>(),
        .. Removing is { } leaving ? [leaving] : Array.Empty<ChannelId>(),
        .. connecting is { } id ? [id] : Array.Empty<ChannelId>(),
    ];

    public CardAction? PendingOf(ChannelId id) => _pending.TryGetValue(id, out var action) ? action : null;

    /// <returns>False while another action on the channel is under way.</returns>
    public bool Begin(ChannelId id, CardAction action) => _pending.TryAdd(id, action);

    public void End(ChannelId id) => _pending.Remove(id);

    /// <returns>False while another dialog about the channel is open: on a slow link a button is pressed twice before that shows.</returns>
    public bool Open(ChannelId id) => _dialogs.Add(id);

    public void Close(ChannelId id) => _dialogs.Remove(id);
}
