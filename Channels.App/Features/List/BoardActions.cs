using Channels.App.Components;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>Does what somebody chose on a card, and says in one message what came of it. It draws nothing itself.</summary>
public sealed class BoardActions : ComponentBase
{
    [Parameter, EditorRequired]
    public BoardChannels Channels { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardHolds Holds { get; set; } = null!;

    /// <summary>The reader was told what came of an action on the channel.</summary>
    [Parameter]
    public Action<ChannelId>? OnTold { get; set; }

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public Task RunAsync(ChannelId id, CardAction action) => action switch
    {
        CardAction.Refresh => RunAsync(id, action, RefreshAsync),
        CardAction.Disconnect => RunAsync(id, action, DisconnectAsync),
        CardAction.CopyId => CopyIdAsync(id),
        CardAction.OpenPhone => JS.InvokeVoidAsync("open", $"/canais/{id}/celular", "_blank", "noopener").AsTask(),
        CardAction.History => GoToHistory(id),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "It has a dialog of its own."),
    };

    protected override bool ShouldRender() => false;

    private async Task<(string, Severity)> RefreshAsync(ChannelId id)
    {
        var (snapshot, confirmedAt) = await Dispatcher.SendAsync(new RefreshChannel(id));
        return confirmedAt is null
            ? (L["Refresh_Found", snapshot.Name, Words.Of(snapshot.Status), Words.Of(snapshot.Reason)], Severity.Info)
            : (L[snapshot.Method == ConnectionMethod.MetaCloud ? "Refresh_ConfirmedByMeta" : "Refresh_Confirmed", snapshot.Name, Words.Of(snapshot.Status)], Severity.Success);
    }

    private async Task<(string, Severity)> DisconnectAsync(ChannelId id)
    {
        var snapshot = await Dispatcher.SendAsync(new DisconnectChannel(id));
        var isListed = snapshot.Reason.Code is ReasonCode.DisconnectedDeviceListed or ReasonCode.DisconnectedStillSubscribed;
        return (L["Disconnect_Done", snapshot.Name, Words.Of(snapshot.Reason)], isListed ? Severity.Warning : Severity.Info);
    }

    private async Task CopyIdAsync(ChannelId id)
    {
        await using var clipboard = await JS.InvokeAsync<IJSObjectReference>("import", "/js/clipboard.js");
        var copied = await clipboard.InvokeAsync<bool>("copy", id.ToString());
        Say(id, copied ? L["CopyId_Done"] : L["CopyId_Failed", id], copied ? Severity.Success : Severity.Warning);
    }

    private Task GoToHistory(ChannelId id)
    {
        Navigation.NavigateTo($"/canais/{id}/historico");
        return Task.CompletedTask;
    }

    private async Task RunAsync(ChannelId id, CardAction action, Func<ChannelId, Task<(string, Severity)>> run)
    {
        if (!Holds.Begin(id, action))
        {
            return;
        }

        try
        {
            var (message, severity) = await run(id);
            Say(id, message, severity);
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            Say(id, Words.Of(expected, Channels.Find(id)?.Method ?? ConnectionMethod.WhatsAppWeb), Severity.Error);
        }
        finally
        {
            Holds.End(id);
        }
    }

    // One message per channel: the newer takes the place of the older.
    private void Say(ChannelId id, string message, Severity severity)
    {
        OnTold?.Invoke(id);
        Snackbar.RemoveByKey(id.ToString());
        Snackbar.Add(message, severity, key: id.ToString());
    }
}
