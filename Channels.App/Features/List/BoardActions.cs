using Channels.App.Components;
using Channels.App.Features.Queue;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Connect;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>
/// Does what somebody chose on a card. What went wrong it says in one message for each channel, and takes it along when the
/// reader goes to another page; a refresh that went well shows on its card. It draws nothing itself.
/// </summary>
public sealed class BoardActions : ComponentBase, IDisposable
{
    private readonly HashSet<string> _said = [];

    [Parameter, EditorRequired]
    public BoardChannels Channels { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardHolds Holds { get; set; } = null!;

    /// <summary>The reader was told what came of an action on the channel.</summary>
    [Parameter]
    public Action<ChannelId>? OnTold { get; set; }

    /// <summary>For who listens instead of looking at the card.</summary>
    [Parameter]
    public Action<string>? OnSay { get; set; }

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

    public void Dispose()
    {
        foreach (var key in _said)
        {
            Snackbar.RemoveByKey(key);
        }
    }

    public Task RunAsync(ChannelId id, CardAction action) => action switch
    {
        CardAction.Refresh => RunAsync(id, action, RefreshAsync),
        CardAction.CopyId => CopyIdAsync(id),
        CardAction.OpenPhone => JS.InvokeVoidAsync("open", $"/canais/{id}/celular", "_blank", "noopener").AsTask(),
        CardAction.History => GoTo($"/canais/{id}/historico"),
        CardAction.Queue => GoTo(QueueAddress.Of(id)),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "It has a dialog of its own."),
    };

    /// <param name="waiting">What becomes of the messages that wait to be sent.</param>
    public Task DisconnectAsync(ChannelId id, WaitingAnswer waiting) => RunAsync(id, CardAction.Disconnect, async of =>
    {
        var snapshot = await Dispatcher.SendAsync(new DisconnectChannel(of, waiting));
        var isListed = snapshot.Reason.Code is ReasonCode.DisconnectedDeviceListed or ReasonCode.DisconnectedStillSubscribed;
        Say(of, L["Disconnect_Done", snapshot.Name, Words.Of(snapshot.Reason)], isListed ? Severity.Warning : Severity.Info);
    });

    protected override bool ShouldRender() => false;

    private async Task RefreshAsync(ChannelId id)
    {
        var (snapshot, confirmedAt) = await Dispatcher.SendAsync(new RefreshChannel(id));
        await JS.InvokeVoidAsync("proofs.checked", id.ToString());
        Snackbar.RemoveByKey(id.ToString());
        OnTold?.Invoke(id);
        OnSay?.Invoke(confirmedAt is null
            ? L["Refresh_Found", snapshot.Name, Words.Of(snapshot.Status), Words.Of(snapshot.Reason)]
            : L[snapshot.Method == ConnectionMethod.MetaCloud ? "Refresh_ConfirmedByMeta" : "Refresh_Confirmed", snapshot.Name, Words.Of(snapshot.Status)]);
    }

    private async Task CopyIdAsync(ChannelId id)
    {
        await using var clipboard = await JS.InvokeAsync<IJSObjectReference>("import", "/js/clipboard.js");
        var copied = await clipboard.InvokeAsync<bool>("copy", id.ToString());
        Say(id, copied ? L["CopyId_Done"] : L["CopyId_Failed", id], copied ? Severity.Success : Severity.Warning);
    }

    private Task GoTo(string address)
    {
        Navigation.NavigateTo(address);
        return Task.CompletedTask;
    }

    private async Task RunAsync(ChannelId id, CardAction action, Func<ChannelId, Task> run)
    {
        if (!Holds.Begin(id, action))
        {
            return;
        }

        try
        {
            await run(id);
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
        _said.Add(id.ToString());
    }
}
