using Channels.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Features.Board;

/// <summary>One instance. It holds no subscription, and draws itself again only when something it shows is different.</summary>
public sealed partial class ChannelCard
{
    private (ChannelSnapshot?, bool, bool, CardAction?) _drawn;
    private ElementReference _menuButton;

    [Parameter, EditorRequired]
    public ChannelSnapshot Snapshot { get; set; } = null!;

    [Parameter]
    public bool IsAdministrator { get; set; }

    [Parameter]
    public bool IsMenuOpen { get; set; }

    /// <summary>The action under way.</summary>
    [Parameter]
    public CardAction? Pending { get; set; }

    [Parameter]
    public EventCallback<CardAction> OnAction { get; set; }

    /// <summary>The menu was asked to open or close.</summary>
    [Parameter]
    public EventCallback<bool> OnMenu { get; set; }

    private StatusLook Look => StatusLook.Of(Snapshot.Reason);

    private bool IsLeaving => Snapshot.Removal is not null;

    private string Tone => IsLeaving ? "leaving" : Look.Tone.ToString().ToLowerInvariant();

    private string NameId => $"name-{Snapshot.Id}";

    private string MoreLabel => L["Card_More", Snapshot.Name];

    private string MethodIcon => Snapshot.Method switch
    {
        ConnectionMethod.MetaCloud => Icons.Material.Filled.Verified,
        ConnectionMethod.Simulator => Icons.Material.Filled.Science,
        _ => Icons.Custom.Brands.WhatsApp,
    };

    private string? Step => (IsAdministrator ? Look.Step : Look.OperatorStep) is { } step ? L[step].Value : null;

    // One action at a time asks the gateway; a second one would only wait for the first.
    private bool CanDisconnect => IsAdministrator && Pending is null && !IsLeaving && StatusLook.CanDisconnect(Snapshot.Reason);

    private bool HasPhone => IsAdministrator && Snapshot is { Method: ConnectionMethod.Simulator, Reason.Code: not ReasonCode.OnlyInDevelopment };

    /// <summary>The action that helps most comes first.</summary>
    private IEnumerable<CardAction> Actions
    {
        get
        {
            if (!IsAdministrator)
            {
                return [CardAction.Refresh];
            }

            return (Look.Action, Snapshot.Status) switch
            {
                (CardAction.Connect, _) => [CardAction.Connect, CardAction.Refresh, CardAction.Rename, CardAction.Remove],
                (_, ChannelStatus.Disconnected) => [CardAction.Refresh, CardAction.Connect, CardAction.Rename, CardAction.Remove],
                _ => [CardAction.Refresh, CardAction.Rename, CardAction.Remove],
            };
        }
    }

    private (ChannelSnapshot?, bool, bool, CardAction?) Shown => (Snapshot, IsAdministrator, IsMenuOpen, Pending);

    protected override void OnInitialized() => _drawn = Shown;

    protected override bool ShouldRender()
    {
        var different = Shown != _drawn;
        _drawn = Shown;
        return different;
    }

    private bool IsHeld(CardAction action) => action switch
    {
        CardAction.Refresh => Pending is not null,
        CardAction.Connect => Pending == CardAction.Disconnect,
        _ => false,
    };

    private string ButtonClass(CardAction action) =>
        action == CardAction.Remove ? "btn quiet remove"
        : action != Actions.First() ? "btn quiet"
        : action == CardAction.Connect ? "btn primary" : "btn tonal";

    private Task ChooseAsync(CardAction action) => OnAction.InvokeAsync(action);

    // The focus first: once the menu is closed, nothing holds the card on a filtered board.
    private async Task CloseMenuAsync()
    {
        await _menuButton.FocusAsync();
        await OnMenu.InvokeAsync(false);
    }
}
