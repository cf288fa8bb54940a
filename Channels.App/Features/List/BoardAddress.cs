using Channels.Domain;
using Microsoft.AspNetCore.Components;

namespace Channels.App.Features.List;

/// <summary>
/// The board's address. It says which channels are shown and whose connect dialog is open, so that a reload and the back
/// button keep both.
/// </summary>
public sealed class BoardAddress(NavigationManager navigation, BoardChannels channels)
{
    // What this page wrote and the browser has not given back yet: the reader may have gone on meanwhile.
    private readonly Queue<BoardFilter> _written = new();
    private BoardFilter _read = BoardFilter.None;
    private ChannelId? _asked;

    /// <summary>The channel whose connect dialog is open.</summary>
    public ChannelId? Open { get; private set; }

    /// <returns>Whether another filter holds from now on, because somebody went to another address.</returns>
    public bool Read(Guid? open, string? text, string? status)
    {
        Open = open is { } id ? new ChannelId(id) : null;
        var said = BoardFilter.Of(text, status);
        if (said == _read)
        {
            return false;
        }

        _read = said;
        if (_written.Contains(said))
        {
            while (_written.Dequeue() != said)
            {
            }

            return false;
        }

        _written.Clear();
        channels.Choose(said);
        return true;
    }

    /// <returns>Whether it is another filter than before.</returns>
    public bool Choose(BoardFilter filter)
    {
        if (filter == channels.Filter)
        {
            return false;
        }

        // Each chip is a place to come back to; a text is one place, however it was typed.
        var replace = filter.Chip == channels.Filter.Chip;
        channels.Choose(filter);
        _written.Enqueue(filter);
        navigation.NavigateTo(Of(Open), new NavigationOptions { ReplaceHistoryEntry = replace });
        return true;
    }

    /// <summary>Somebody asks for the channel to be connected. A reload of the address that this leads to asks for nothing.</summary>
    public void Connect(ChannelId id)
    {
        if (Open != id)
        {
            _asked = id;
            navigation.NavigateTo(Of(id));
        }
    }

    /// <returns>Whether somebody asked for the channel to be connected; once.</returns>
    public bool TakeAsked(ChannelId id)
    {
        var asked = _asked == id;
        _asked = null;
        return asked;
    }

    /// <summary>No connect dialog is open any more.</summary>
    public void Close() => navigation.NavigateTo(Of(null));

    /// <summary>What the address asked for or said was answered: a reload does not ask again.</summary>
    public void Clean() => navigation.NavigateTo(Of(null), new NavigationOptions { ReplaceHistoryEntry = true });

    private string Of(ChannelId? open) => (open is null ? "/canais" : $"/canais/{open}/conectar") + channels.Filter.Query;
}
