using Channels.App.Features.Connect;
using Channels.App.Features.Official;
using Channels.Domain;
using Channels.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>
/// Which instances are shown, and whose connect dialog is open. The address says both, so that a reload and the back button keep them.
/// </summary>
public sealed partial class ChannelBoard
{
    // What this page wrote into its address and the browser has not given back yet: the reader may have gone on meanwhile.
    private readonly Queue<BoardFilter> _written = new();
    private readonly HashSet<ChannelId> _held = [];
    private BoardFilter _addressed = BoardFilter.None;

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "busca")]
    private string? TextInAddress { get; set; }

    /// <summary>How a return from Facebook ended, where the instance's reason does not say it.</summary>
    [SupplyParameterFromQuery(Name = "facebook")]
    private string? FacebookInAddress { get; set; }

    private IEnumerable<ChannelSnapshot> Shown => _channels.Page(_shown, Held);

    /// <summary>The instances with which the reader is at something.</summary>
    private IEnumerable<ChannelId> Held =>
    [
        .. _held,
        .. _pending.Keys,
        .. _menuOf is { } menu ? [menu] : Array.Empty<ChannelId>(),
        .. _removeDialogOf is { } leaving ? [leaving] : Array.Empty<ChannelId>(),
        .. Id is { } id ? [new ChannelId(id)] : Array.Empty<ChannelId>(),
    ];

    private string AddressOf(ChannelId? id) => (id is null ? "/canais" : $"/canais/{id}/conectar") + _channels.Filter.Query;

    private void ReadAddress()
    {
        var said = BoardFilter.Of(TextInAddress, StatusInAddress);
        if (said == _addressed)
        {
            return;
        }

        _addressed = said;
        if (_written.Contains(said))
        {
            while (_written.Dequeue() != said)
            {
            }

            return;
        }

        _written.Clear();
        _channels.Choose(said);
        _shown = PageSize;
    }

    private async Task FollowAddressAsync()
    {
        if (Id is null)
        {
            _connectDialog?.Close();
            return;
        }

        if (_connectDialog is null && !_connectOpens && _isAdministrator && _loading != Loading.FirstTime)
        {
            var id = new ChannelId(Id.Value);
            _connectOpens = true;
            _connectDialog = await (_channels.Find(id) is { Method: ConnectionMethod.MetaCloud } official ? OpenAsync(official) : OpenAsync(id));
            _connectOpens = false;
            _startOf = null;
            _ = LeaveAddressAsync(_connectDialog);
        }
    }

    private Task<IDialogReference> OpenAsync(ChannelId id)
    {
        var parameters = new DialogParameters<ConnectDialog> { { x => x.Id, id }, { x => x.Start, _startOf == id } };
        return Dialogs.ShowAsync<ConnectDialog>(L["Connect_Title"], parameters, Wide);
    }

    private Task<IDialogReference> OpenAsync(ChannelSnapshot official)
    {
        var parameters = new DialogParameters<OfficialDialog>
        {
            { x => x.Snapshot, official },
            { x => x.From, _mark },
            {
                x => x.Note,
                FacebookInAddress switch
                {
                    "outra-conta" => L["Official_OtherAccountText"].Value,
                    "nao-renovada" => L["Official_NotRenewedText"].Value,
                    _ => null,
                }
            },
        };
        return Dialogs.ShowAsync<OfficialDialog>(L["Connect_Title"], parameters, Narrow with { BackdropClick = false });
    }

    // Said once: a reload is not another return.
    private void SayReturn()
    {
        if (FacebookInAddress == "invalida")
        {
            Snackbar.Add(L["Official_ReturnInvalid"], Severity.Warning, options => options.RequireInteraction = true);
            Navigation.NavigateTo(AddressOf(null), new NavigationOptions { ReplaceHistoryEntry = true });
        }
    }

    private async Task LeaveAddressAsync(IDialogReference dialog)
    {
        await dialog.Result;
        _connectDialog = null;
        if (Id is { } id && !_disposed)
        {
            await JS.InvokeVoidAsync("focusOn", id.ToString());
            Navigation.NavigateTo(AddressOf(null));
            await LeaveCardAsync(new ChannelId(id));
        }
    }

    private void Choose(BoardFilter filter)
    {
        if (filter == _channels.Filter)
        {
            return;
        }

        // Each chip is a place to come back to; a text is one place, however it was typed.
        var replace = filter.Chip == _channels.Filter.Chip;
        _channels.Choose(filter);
        _shown = PageSize;
        _announcer?.Say(L["Filter_Found", _channels.Matching.Count]);
        _written.Enqueue(filter);
        Navigation.NavigateTo(AddressOf(Id is { } id ? new ChannelId(id) : null), new NavigationOptions { ReplaceHistoryEntry = replace });
    }

    private async Task ChooseAsync(BoardView view)
    {
        _view = view;
        _menuOf = null;
        if (view == BoardView.Cards)
        {
            _channels.Choose(BoardSort.Default);
        }

        await Own.ChangeAsync(view: view);
    }

    private async Task ClearFilterAsync()
    {
        Choose(BoardFilter.None);
        await _heading.FocusAsync();
    }

    private async Task HoldAsync(ChannelId id, IDialogReference dialog)
    {
        await dialog.Result;
        _held.Remove(id);
        StateHasChanged();
        await LeaveCardAsync(id);
    }

    // Where the filter takes the card away, its button is gone, and the focus would be nowhere.
    private async Task LeaveCardAsync(ChannelId id)
    {
        if (_channels.Find(id) is { } channel && !_channels.Filter.Lets(channel))
        {
            await _heading.FocusAsync();
        }
    }
}
