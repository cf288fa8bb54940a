using Channels.App.Features.Removal;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>
/// Opens the dialog that removes a channel, and offers the receipt of a removal that ends when its dialog is closed. It
/// draws nothing itself.
/// </summary>
public sealed class BoardRemovals : ComponentBase, IDisposable
{
    private const int ReceiptOfferedFor = 15_000;

    private readonly Dictionary<ChannelId, string> _begunHere = [];
    private IDialogReference? _dialog;

    [Parameter, EditorRequired]
    public BoardChannels Channels { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardAddress Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardHolds Holds { get; set; } = null!;

    /// <summary>The button that opened the dialog is gone, and the focus would be nowhere.</summary>
    [Parameter]
    public EventCallback OnFocusLost { get; set; }

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose() => _dialog?.Close();

    public async Task RemoveAsync(ChannelId id)
    {
        if (Holds.Removing is not null)
        {
            return;
        }

        var parameters = new DialogParameters<RemoveDialog>
        {
            { x => x.Snapshot, Channels.Find(id) },
            { x => x.OnStarted, EventCallback.Factory.Create<RemovalReceipt>(this, Begun) },
        };
        Holds.Removing = id;
        _dialog = await Dialogs.ShowAsync<RemoveDialog>(L["Remove_Title", Channels.Find(id)?.Name ?? ""], parameters, BoardDialogs.Careful);
        var result = await _dialog.Result;
        Holds.Removing = null;
        if (result is { Canceled: false, Data: ChannelId successor })
        {
            Address.Connect(successor);
        }
        else if (Channels.Find(id) is not { Removal: null })
        {
            await OnFocusLost.InvokeAsync();
        }
    }

    /// <summary>The board took what happened; some of it may end removals that were begun here.</summary>
    public void Apply(ChannelChanges changes)
    {
        foreach (var id in changes.Removed)
        {
            if (_begunHere.Remove(id, out var name))
            {
                OfferReceipt(id, name);
            }
        }
    }

    protected override bool ShouldRender() => false;

    private void Begun(RemovalReceipt receipt)
    {
        if (receipt.FinishedAt is null && Channels.Find(receipt.Channel) is not null)
        {
            _begunHere[receipt.Channel] = receipt.ChannelName;
        }
        else
        {
            OfferReceipt(receipt.Channel, receipt.ChannelName);
        }
    }

    // The open dialog shows the receipt itself.
    private void OfferReceipt(ChannelId id, string name)
    {
        if (Holds.Removing == id)
        {
            return;
        }

        Snackbar.Add(
            L["Removed_Done", name],
            Severity.Success,
            options =>
            {
                options.Action = L["Removed_ShowReceipt"];
                options.VisibleStateDuration = ReceiptOfferedFor;
                options.OnClick = _ => InvokeAsync(() => Dialogs.ShowAsync<ReceiptDialog>(
                    L["Receipt_Title", name], new DialogParameters<ReceiptDialog> { { x => x.Id, id } }, BoardDialogs.Narrow));
            },
            key: id.ToString());
    }
}
