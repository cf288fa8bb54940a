using Channels.App.Components;
using Channels.App.Resources;
using Channels.Domain;
using Microsoft.AspNetCore.Components;

namespace Channels.App.Features.List.Cards;

/// <summary>One instance as a line of the table; for the rest as <see cref="ChannelCard"/>.</summary>
public sealed partial class ChannelRow : IDisposable
{
    private (ChannelSnapshot?, bool, bool, CardAction?, ChannelOutlook?) _drawn;
    private ElementReference _menuButton;
    private ShownProof _proof = null!;

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
    public ChannelOutlook? Outlook { get; set; }

    [CascadingParameter]
    public BoardProofs Proofs { get; set; } = new();

    [Parameter]
    public EventCallback<CardPress> OnAction { get; set; }

    /// <summary>Whose menu is to be open: this one's, or none's.</summary>
    [Parameter]
    public EventCallback<ChannelId?> OnMenu { get; set; }

    private bool IsLeaving => Snapshot.Removal is not null;

    private CardOffer Offer => new(Snapshot, IsAdministrator, Pending);

    private CardAction? First => Offer.Actions is [var first, ..] ? first : null;

    /// <summary>What has a button on a card and none here.</summary>
    private IEnumerable<CardAction> Others
    {
        get
        {
            var offer = Offer;
            return offer.Actions.Skip(1).Where(x => !offer.IsHeld(x));
        }
    }

    private string Why => Snapshot.Removal is { } removal ? L["Removing_To", removal.Destination] : Words.Of(Snapshot.Reason);

    private string? Step => StatusLook.Of(Snapshot.Reason, Snapshot.Method).StepFor(IsAdministrator) is { } step ? L[step].Value : null;

    private (ChannelSnapshot?, bool, bool, CardAction?, ChannelOutlook?) Shown =>
        (Snapshot, IsAdministrator, IsMenuOpen, Pending, Outlook);

    public void Dispose() => _proof.Dispose();

    protected override void OnInitialized() => (_drawn, _proof) = (Shown, Proofs.Show(Snapshot.Id, Time.GetUtcNow()));

    protected override bool ShouldRender()
    {
        var different = Shown != _drawn;
        _drawn = Shown;
        return different;
    }

    private Task ToggleMenuAsync() => OnMenu.InvokeAsync(IsMenuOpen ? null : Snapshot.Id);

    private Task ActAsync() => First is { } first ? OnAction.InvokeAsync(new(Snapshot.Id, first)) : Task.CompletedTask;

    private string? BusyWith(CardAction action) => Pending == action ? "true" : null;

    // What the action opens gives the focus back to where it was before: not to an item of a menu that is gone.
    private async Task ChooseAsync(CardAction action)
    {
        await _menuButton.FocusAsync();
        await OnAction.InvokeAsync(new(Snapshot.Id, action));
    }

    // The focus first: once the menu is closed, nothing holds the row on a filtered board.
    private async Task CloseMenuAsync()
    {
        await _menuButton.FocusAsync();
        await OnMenu.InvokeAsync(null);
    }
}
