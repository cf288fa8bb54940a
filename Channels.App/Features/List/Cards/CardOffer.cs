using Channels.App.Components;
using Channels.Domain;

namespace Channels.App.Features.List.Cards;

/// <summary>What a reader may do with a channel now.</summary>
/// <param name="Pending">The action under way.</param>
public readonly record struct CardOffer(ChannelSnapshot Snapshot, bool IsAdministrator, CardAction? Pending)
{
    /// <summary>The action that helps most comes first. Nothing is offered on a channel being removed.</summary>
    public IReadOnlyList<CardAction> Actions => (StatusLook.Of(Snapshot.Reason).Action, Snapshot.Status) switch
    {
        _ when Snapshot.Removal is not null => [],
        _ when !IsAdministrator => [CardAction.Refresh],
        (CardAction.Renew, _) => [CardAction.Renew, CardAction.Refresh, CardAction.Rename, CardAction.Remove],
        (CardAction.Connect, _) => [CardAction.Connect, CardAction.Refresh, CardAction.Rename, CardAction.Remove],
        (_, ChannelStatus.Disconnected) => [CardAction.Refresh, CardAction.Connect, CardAction.Rename, CardAction.Remove],
        _ => [CardAction.Refresh, CardAction.Rename, CardAction.Remove],
    };

    /// <summary>The same, each where it is on every card: what connects comes and goes, and the others stay where they are.</summary>
    public IEnumerable<CardAction> InPlace => Actions.OrderBy(x => x is CardAction.Connect or CardAction.Renew ? 0 : 1);

    // One action at a time asks the gateway; a second one would only wait for the first.
    public bool CanDisconnect =>
        IsAdministrator && Pending is null && Snapshot.Removal is null && ReasonTable.CanDisconnect(Snapshot.Reason.Code);

    /// <summary>Also where nothing can be sent now: the dialog says why.</summary>
    public bool CanTestSend => IsAdministrator && Snapshot.Removal is null;

    /// <summary>Whether its line goes through a proxy of its own; null where it can have none.</summary>
    public bool? HasProxy =>
        IsAdministrator && Snapshot is { Removal: null, Method: ConnectionMethod.WhatsAppWeb } ? Snapshot.HasProxy : null;

    public bool HasPhone =>
        IsAdministrator && Snapshot is { Method: ConnectionMethod.Simulator, Reason.Code: not ReasonCode.OnlyInDevelopment };

    /// <summary>The action under way is not among them: its button has the focus, which a disabled one would lose.</summary>
    public bool IsHeld(CardAction action) => action switch
    {
        CardAction.Refresh => Pending is not null && Pending != action,
        CardAction.Connect or CardAction.Renew => Pending == CardAction.Disconnect,
        _ => false,
    };

    public string ButtonClass(CardAction action) =>
        action == CardAction.Remove ? "btn quiet remove"
        : action != Actions[0] ? "btn quiet"
        : action == CardAction.Connect ? "btn primary" : "btn tonal";
}
