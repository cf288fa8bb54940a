using Channels.App.Components;
using Channels.App.Resources;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List.Cards;

/// <summary>
/// What a channel's card and its row in the table have in common. They hold no subscription, and draw themselves again
/// only when something they show is different.
/// </summary>
public abstract class ShownChannel : ComponentBase, IDisposable
{
    private (ChannelSnapshot?, bool, bool, CardAction?, ChannelOutlook?, StoreOutage?) _drawn;

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

    /// <summary>While the store takes no writes.</summary>
    [Parameter]
    public StoreOutage? Outage { get; set; }

    [CascadingParameter]
    public BoardProofs Proofs { get; set; } = new();

    [Parameter]
    public EventCallback<CardPress> OnAction { get; set; }

    /// <summary>Whose menu is to be open: this one's, or none's.</summary>
    [Parameter]
    public EventCallback<ChannelId?> OnMenu { get; set; }

    [Inject]
    protected Words Words { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    protected ElementReference MenuButton { get; set; }

    protected ShownProof Proof { get; private set; } = null!;

    protected StatusLook Look => StatusLook.Of(Snapshot);

    protected string? Step => Look.StepFor(IsAdministrator) is { } step ? L[step].Value : null;

    protected bool IsConnected => Snapshot.Status == ChannelStatus.Connected;

    protected bool IsLeaving => Snapshot.Removal is not null;

    protected CardOffer Offer => new(Snapshot, IsAdministrator, Pending);

    private (ChannelSnapshot?, bool, bool, CardAction?, ChannelOutlook?, StoreOutage?) Shown =>
        (Snapshot, IsAdministrator, IsMenuOpen, Pending, Outlook, Outage);

    public void Dispose()
    {
        Proof.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized() => (_drawn, Proof) = (Shown, Proofs.Show(Snapshot.Id, Time.GetUtcNow()));

    protected override bool ShouldRender()
    {
        var different = Shown != _drawn;
        _drawn = Shown;
        return different;
    }

    protected Task ActAsync(CardAction action) => OnAction.InvokeAsync(new(Snapshot.Id, action));

    protected Task ToggleMenuAsync() => OnMenu.InvokeAsync(IsMenuOpen ? null : Snapshot.Id);

    protected string? BusyWith(CardAction action) => Pending == action ? "true" : null;

    // What the action opens gives the focus back to where it was before: not to an item of a menu that is gone.
    protected async Task ChooseAsync(CardAction action)
    {
        await MenuButton.FocusAsync();
        await ActAsync(action);
    }

    // The focus first: once the menu is closed, nothing holds the channel on a filtered board.
    protected async Task CloseMenuAsync()
    {
        await MenuButton.FocusAsync();
        await OnMenu.InvokeAsync(null);
    }
}
