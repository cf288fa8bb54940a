using Channels.App.Components;
using Channels.Domain;
using MudBlazor;

namespace Channels.App.Features.List.Cards;

/// <summary>One channel.</summary>
public sealed partial class ChannelCard
{
    // Made once: a handler made anew with each drawing is a change that goes over the wire.
    private readonly Dictionary<CardAction, Func<Task>> _handlers = [];
    private string _id = "";
    private string _nameId = "";

    private string Tone => IsLeaving ? "leaving" : Look.ToneName;

    private string MoreLabel => L["Card_More", Snapshot.Name];

    // Twice the same name says nothing.
    private string? Profile =>
        string.IsNullOrWhiteSpace(Snapshot.ProfileName) || string.Equals(Snapshot.ProfileName.Trim(), Snapshot.Name, StringComparison.OrdinalIgnoreCase)
            ? null
            : Snapshot.ProfileName;

    private string MethodIcon => Snapshot.Method switch
    {
        ConnectionMethod.MetaCloud => Icons.Material.Filled.Verified,
        ConnectionMethod.Simulator => Icons.Material.Filled.Science,
        _ => Icons.Custom.Brands.WhatsApp,
    };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        (_id, _nameId) = (Snapshot.Id.ToString(), $"name-{Snapshot.Id}");
    }

    private Func<Task> HandlerOf(CardAction action) =>
        _handlers.TryGetValue(action, out var known) ? known : _handlers[action] = () => ActAsync(action);
}
