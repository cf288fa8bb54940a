using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Removal;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Features.Removal;

/// <summary>The choice, and its confirmation.</summary>
public sealed partial class RemoveDialog
{
    private ConnectionMethod? _method;
    private string _name = "";
    private string? _nameError;
    private WaitingAnswer _waiting = WaitingAnswer.Ask;
    private bool _succeeded;
    private bool _busy;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    /// <summary>The resource key of the button that removes; null where there is nothing to confirm.</summary>
    private string? Confirm => Stage switch
    {
        RemoveStage.Question => "Action_Remove",
        RemoveStage.Choice => "Remove_Confirm",
        RemoveStage.Successor => _preview!.HasRoom ? "Remove_CreateAndMove" : "Remove_Replace",
        _ => null,
    };

    private bool AsksForQueue => _preview!.Queue.All > 0;

    private string SendText => Stage == RemoveStage.Choice && _destinations.Chosen is { } chosen ? L["Waiting_SendBy", chosen.Name] : L["Waiting_SendByNew"];

    private bool CanConfirm => Stage != RemoveStage.Successor || _method is not null;

    private void Choose(ChannelSnapshot destination)
    {
        _destinations.Choose(destination);
        _alert = null;
    }

    private async Task ConfirmAsync()
    {
        if (_busy || !CanConfirm)
        {
            return;
        }

        _alert = _nameError = null;
        var (stage, chosen) = (Stage, _destinations.Chosen);
        if (stage == RemoveStage.Choice && chosen is null)
        {
            Warn(Words.Of(Rule.DestinationRequired));
            return;
        }

        var destination = stage == RemoveStage.Choice ? chosen : null;
        var successor = stage == RemoveStage.Successor ? new Successor(_name, _method!.Value) : null;
        await SendAsync(
            new RemoveChannel(Now.Id, destination?.Id, successor, _preview!.Seen(destination), _waiting));
    }

    private async Task SendAsync(RemoveChannel command)
    {
        _busy = _isMine = true;
        // The store may take its time without letting go of the thread, and the button has to say so first.
        await Task.Yield();
        _isMine = await BeginAsync(command);
        _busy = false;
        if (_isMine)
        {
            _succeeded = command.Successor is not null;
            await OnStarted.InvokeAsync(_receipt);
        }

        if (_watch.IsGone)
        {
            await ReadAsync();
        }

        // Whoever closed the dialog meanwhile hears of a refusal all the same.
        if (_disposed && (_alert ?? _nameError) is { } refusal)
        {
            Snackbar.Add(refusal, Severity.Error);
        }
    }

    private async Task<bool> BeginAsync(RemoveChannel command)
    {
        try
        {
            _receipt = await Dispatcher.SendAsync(command);
            return true;
        }
        catch (RuleViolation violation)
        {
            await RefuseAsync(violation);
        }
        catch (StoreUnavailable unavailable)
        {
            Warn(Words.Of(unavailable));
        }
        catch (Exception exception)
        {
            Log.ConfirmFailed(Logger, Now.Id, exception);
            Warn(L["Remove_Failed"]);
        }

        return false;
    }

    private async Task RefuseAsync(RuleViolation violation)
    {
        switch (violation.Rule)
        {
            case Rule.NameRequired or Rule.NameTooLong or Rule.NameHasForbiddenCharacters or Rule.NameTaken:
                _nameError = Words.Of(violation);
                break;
            case Rule.ChannelNotFound:
                _watch.Lose();
                break;
            case Rule.LinkedMeanwhile or Rule.IntegrationAddedMeanwhile or Rule.DestinationChangedMeanwhile:
                await ReadAsync();
                Warn(Words.Of(violation));
                break;
            case Rule.DestinationGone:
                _destinations.Forget();
                await ReadAsync();
                Warn(Words.Of(violation));
                break;
            default:
                Warn(Words.Of(violation));
                break;
        }
    }
}
