using Channels.App.Features.Removal;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Jobs;
using MediatR;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>Removals, and what waits in the background because of them.</summary>
public sealed partial class ChannelBoard
{
    private const int ReceiptOfferedFor = 15_000;

    private static readonly DialogOptions Careful = Narrow with { BackdropClick = false };

    private readonly Dictionary<ChannelId, string> _removalsBegunHere = [];
    private readonly HashSet<Guid> _heldJobs = [];
    private IReadOnlyList<PendingJob> _jobs = [];
    private int _jobsRead;
    private ElementReference _heading;
    private IDialogReference? _removeDialog;
    private ChannelId? _removeDialogOf;

    private async Task RemoveAsync(ChannelId id)
    {
        if (_removeDialogOf is not null)
        {
            return;
        }

        var parameters = new DialogParameters<RemoveDialog>
        {
            { x => x.Snapshot, _channels.Find(id) },
            { x => x.OnStarted, EventCallback.Factory.Create<RemovalReceipt>(this, Begun) },
        };
        _removeDialogOf = id;
        _removeDialog = await Dialogs.ShowAsync<RemoveDialog>(L["Remove_Title", _channels.Find(id)?.Name ?? ""], parameters, Careful);
        var result = await _removeDialog.Result;
        _removeDialogOf = null;
        if (result is { Canceled: false, Data: ChannelId successor })
        {
            await ConnectAsync(successor);
        }
        else if (_channels.Find(id) is not { Removal: null })
        {
            // The button that opened the dialog is gone, and the focus would be nowhere.
            await _heading.FocusAsync();
        }
    }

    private void Begun(RemovalReceipt receipt)
    {
        if (receipt.FinishedAt is null && _channels.Find(receipt.Channel) is not null)
        {
            _removalsBegunHere[receipt.Channel] = receipt.ChannelName;
        }
        else
        {
            OfferReceipt(receipt.Channel, receipt.ChannelName);
        }
    }

    private void OfferReceipts(ChannelChanges changes)
    {
        foreach (var id in changes.Removed)
        {
            if (_removalsBegunHere.Remove(id, out var name))
            {
                OfferReceipt(id, name);
            }
        }
    }

    // The open dialog shows the receipt itself.
    private void OfferReceipt(ChannelId id, string name)
    {
        if (_removeDialogOf == id)
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
                    L["Receipt_Title", name], new DialogParameters<ReceiptDialog> { { x => x.Id, id } }, Narrow));
            },
            key: id.ToString());
    }

    private async Task ReadJobsAsync()
    {
        _jobsRead++;
        _jobs = await Dispatcher.SendAsync(new ListPending());
        StateHasChanged();
    }

    private Task HurryAsync(PendingJob job) => HoldAsync(job, new HurryJob(job.Id));

    private Task DismissAsync(PendingJob job) => HoldAsync(job, new DismissJob(job.Id));

    private async Task HoldAsync(PendingJob job, IRequest<Unit> command)
    {
        if (!_heldJobs.Add(job.Id))
        {
            return;
        }

        try
        {
            await Dispatcher.SendAsync(command);
        }
        catch (RuleViolation violation)
        {
            Snackbar.Add(Words.Of(violation), Severity.Error);
        }
        finally
        {
            _heldJobs.Remove(job.Id);
        }
    }
}
