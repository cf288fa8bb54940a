using Channels.App.Components;
using Channels.App.Features.Create;
using Channels.App.Features.Manage;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Features.List;

public sealed partial class ChannelBoard
{
    private static readonly DialogOptions Narrow = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        CloseButton = true,
        CloseOnEscapeKey = true,
        CloseOnNavigation = false,
    };

    private static readonly DialogOptions Wide = Narrow with { MaxWidth = MaxWidth.Medium, BackdropClick = false };

    private readonly Dictionary<ChannelId, CardAction> _pending = [];
    private IReadOnlyList<OfferedMethod> _methods = [];
    private IDialogReference? _connectDialog;
    private bool _connectOpens;
    private ChannelId? _startOf;
    private bool _canOpenDialogs;
    private bool _creating;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        ReadAddress();
        if (_canOpenDialogs)
        {
            await FollowAddressAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _canOpenDialogs = true;
            SayReturn();
            await FollowAddressAsync();
        }
    }

    private CardAction? PendingOf(ChannelId id) => _pending.TryGetValue(id, out var action) ? action : null;

    private Task ActAsync(CardPress press)
    {
        _menuOf = null;
        var (id, action) = press;
        return action switch
        {
            CardAction.Connect or CardAction.Renew => ConnectAsync(id),
            CardAction.Refresh => RunAsync(id, action, RefreshAsync),
            CardAction.Disconnect => DisconnectAsync(id),
            CardAction.Remove => RemoveAsync(id),
            CardAction.History => GoToHistory(id),
            CardAction.OpenPhone => JS.InvokeVoidAsync("open", $"/canais/{id}/celular", "_blank", "noopener").AsTask(),
            CardAction.TestSend => OpenAsync<TestSendDialog>(id, L["TestSend_Title"]),
            CardAction.Rename => OpenAsync<RenameDialog>(id, L["Rename_Title"]),
            _ => CopyIdAsync(id),
        };
    }

    private Task GoToHistory(ChannelId id)
    {
        Navigation.NavigateTo($"/canais/{id}/historico");
        return Task.CompletedTask;
    }

    private async Task CreateAsync()
    {
        if (!_channels.HasRoom || _creating)
        {
            return;
        }

        _creating = true;
        var parameters = new DialogParameters<CreateDialog> { { x => x.Methods, _methods } };
        var dialog = await Dialogs.ShowAsync<CreateDialog>(L["Board_Create"], parameters, Wide);
        var made = await dialog.GetReturnValueAsync<ChannelSnapshot>();
        _creating = false;
        if (made is { } created)
        {
            await ConnectAsync(created.Id);
        }
    }

    // The address carries the open dialog, so that it survives a reload; only this click starts a connection.
    private Task ConnectAsync(ChannelId id)
    {
        if (Id != id.Value)
        {
            _startOf = id;
            Navigation.NavigateTo(AddressOf(id));
        }

        return Task.CompletedTask;
    }

    private async Task<(string, Severity)> RefreshAsync(ChannelId id)
    {
        var (snapshot, confirmedAt) = await Dispatcher.SendAsync(new RefreshChannel(id));
        return confirmedAt is null
            ? (L["Refresh_Found", snapshot.Name, Words.Of(snapshot.Status), Words.Of(snapshot.Reason)], Severity.Info)
            : (L[snapshot.Method == ConnectionMethod.MetaCloud ? "Refresh_ConfirmedByMeta" : "Refresh_Confirmed", snapshot.Name, Words.Of(snapshot.Status)], Severity.Success);
    }

    private async Task DisconnectAsync(ChannelId id)
    {
        if (await OpenAsync<DisconnectDialog>(id, L["Disconnect_Title"]) is { } dialog && await dialog.Result is { Canceled: false })
        {
            await RunAsync(id, CardAction.Disconnect, async _ =>
            {
                var snapshot = await Dispatcher.SendAsync(new DisconnectChannel(id));
                var isListed = snapshot.Reason.Code is ReasonCode.DisconnectedDeviceListed or ReasonCode.DisconnectedStillSubscribed;
                return (L["Disconnect_Done", snapshot.Name, Words.Of(snapshot.Reason)], isListed ? Severity.Warning : Severity.Info);
            });
        }
    }

    /// <returns>Null while another dialog about the instance is open: on a slow link a button is pressed twice before that shows.</returns>
    private async Task<IDialogReference?> OpenAsync<TDialog>(ChannelId id, string title)
        where TDialog : ComponentBase, IAboutChannel
    {
        if (!_held.Add(id))
        {
            return null;
        }

        var parameters = new DialogParameters { [nameof(IAboutChannel.Snapshot)] = _channels.Find(id) };
        var dialog = await Dialogs.ShowAsync<TDialog>(title, parameters, Narrow);
        _ = HoldAsync(id, dialog);
        return dialog;
    }

    private async Task CopyIdAsync(ChannelId id)
    {
        await using var clipboard = await JS.InvokeAsync<IJSObjectReference>("import", "/js/clipboard.js");
        var copied = await clipboard.InvokeAsync<bool>("copy", id.ToString());
        Say(id, copied ? L["CopyId_Done"] : L["CopyId_Failed", id], copied ? Severity.Success : Severity.Warning);
    }

    private async Task RunAsync(ChannelId id, CardAction action, Func<ChannelId, Task<(string, Severity)>> run)
    {
        if (!_pending.TryAdd(id, action))
        {
            return;
        }

        // After a dialog, nothing else draws the board before the action is done.
        StateHasChanged();
        try
        {
            var (message, severity) = await run(id);
            Say(id, message, severity);
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            Say(id, Words.Of(expected, _channels.Find(id)?.Method ?? ConnectionMethod.WhatsAppWeb), Severity.Error);
        }
        finally
        {
            _pending.Remove(id);
        }
    }

    // One message per instance: the newer takes the place of the older.
    private void Say(ChannelId id, string message, Severity severity)
    {
        _announcer?.Told(id);
        Snackbar.RemoveByKey(id.ToString());
        Snackbar.Add(message, severity, key: id.ToString());
    }
}
