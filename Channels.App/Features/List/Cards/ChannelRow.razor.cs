using Channels.App.Components;

namespace Channels.App.Features.List.Cards;

/// <summary>One channel as a line of the table.</summary>
public sealed partial class ChannelRow
{
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

    // Of one that is well there is nothing to say.
    private bool IsWorthSaying => IsLeaving || Look.Step is not null;

    private string Why => Snapshot.Removal is { } removal ? L["Removing_To", removal.Destination] : Words.Of(Snapshot.Reason);

    private Task ActFirstAsync() => First is { } first ? ActAsync(first) : Task.CompletedTask;
}
