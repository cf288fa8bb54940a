using Channels.App.Components;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Features.List.Cards;

/// <summary>One instance. It holds no subscription, and draws itself again only when something it shows is different.</summary>
public sealed partial class ChannelCard : IDisposable
{
    // Made once: a handler made anew with each drawing is a change that goes over the wire.
    private readonly Dictionary<CardAction, Func<Task>> _handlers = [];
    private (ChannelSnapshot?, bool, bool, CardAction?, ChannelOutlook?) _drawn;
    private ElementReference _menuButton;
    private string _id = "";
    private string _nameId = "";
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

    private StatusLook Look => StatusLook.Of(Snapshot.Reason, Snapshot.Method);

    private bool IsLeaving => Snapshot.Removal is not null;

    private string Tone => IsLeaving ? "leaving" : Look.ToneName;

    private string MoreLabel => L["Card_More", Snapshot.Name];

    private string MethodIcon => Snapshot.Method switch
    {
        ConnectionMethod.MetaCloud => Icons.Material.Filled.Verified,
        ConnectionMethod.Simulator => Icons.Material.Filled.Science,
        _ => Icons.Custom.Brands.WhatsApp,
    };

    private string? Step => Look.StepFor(IsAdministrator) is { } step ? L[step].Value : null;

    private CardOffer Offer => new(Snapshot, IsAdministrator, Pending);

    private (ChannelSnapshot?, bool, bool, CardAction?, ChannelOutlook?) Shown =>
        (Snapshot, IsAdministrator, IsMenuOpen, Pending, Outlook);

    public void Dispose() => _proof.Dispose();

    protected override void OnInitialized()
    {
        (_drawn, _proof) = (Shown, Proofs.Show(Snapshot.Id, Time.GetUtcNow()));
        (_id, _nameId) = (Snapshot.Id.ToString(), $"name-{Snapshot.Id}");
    }

    protected override bool ShouldRender()
    {
        var different = Shown != _drawn;
        _drawn = Shown;
        return different;
    }

    private Func<Task> HandlerOf(CardAction action) =>
        _handlers.TryGetValue(action, out var known) ? known : _handlers[action] = () => OnAction.InvokeAsync(new(Snapshot.Id, action));

    private Task ToggleMenuAsync() => OnMenu.InvokeAsync(IsMenuOpen ? null : Snapshot.Id);

    private string? BusyWith(CardAction action) => Pending == action ? "true" : null;

    // What the action opens gives the focus back to where it was before: not to an item of a menu that is gone.
    private async Task ChooseAsync(CardAction action)
    {
        await _menuButton.FocusAsync();
        await OnAction.InvokeAsync(new(Snapshot.Id, action));
    }

    // The focus first: once the menu is closed, nothing holds the card on a filtered board.
    private async Task CloseMenuAsync()
    {
        await _menuButton.FocusAsync();
        await OnMenu.InvokeAsync(null);
    }
}
