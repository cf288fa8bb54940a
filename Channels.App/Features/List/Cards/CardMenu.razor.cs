using Channels.App.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Channels.App.Features.List.Cards;

/// <summary>The rarer actions of the card that asked for it; one board has at most one open.</summary>
public sealed partial class CardMenu
{
    private readonly Dictionary<CardAction, ElementReference> _buttons = [];
    private readonly bool _swallow = true;
    private CardAction? _focused;
    private int _at;
    private bool _moveFocus;

    /// <summary>Actions that have no button of their own here.</summary>
    [Parameter]
    public IEnumerable<CardAction> Also { get; set; } = [];

    [Parameter]
    public bool CanDisconnect { get; set; }

    /// <summary>Whether it can send at this moment is for the dialog to say.</summary>
    [Parameter]
    public bool CanTestSend { get; set; }

    [Parameter]
    public EventCallback<CardAction> OnChoose { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The channel has a virtual phone.</summary>
    [Parameter]
    public bool HasPhone { get; set; }

    /// <summary>See <see cref="CardOffer.HasProxy"/>.</summary>
    [Parameter]
    public bool? HasProxy { get; set; }

    private List<CardAction> Items =>
    [
        .. Also,
        CardAction.History,
        .. CanTestSend ? [CardAction.Queue] : Array.Empty<CardAction>(),
        .. HasPhone ? [CardAction.OpenPhone] : Array.Empty<CardAction>(),
        .. CanTestSend ? [CardAction.TestSend] : Array.Empty<CardAction>(),
        .. HasProxy is not null ? [CardAction.Proxy] : Array.Empty<CardAction>(),
        .. CanDisconnect ? [CardAction.Disconnect] : Array.Empty<CardAction>(),
        CardAction.CopyId,
    ];

    // The channel goes on changing under an open menu: the focus stays with its item, and goes to a neighbor of one that left.
    protected override void OnParametersSet()
    {
        var items = Items;
        if (_focused is { } focused && items.IndexOf(focused) is >= 0 and var at)
        {
            _at = at;
            return;
        }

        _at = Math.Min(_at, items.Count - 1);
        _focused = items[_at];
        _moveFocus = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moveFocus)
        {
            _moveFocus = false;
            await _buttons[Items[_at]].FocusAsync();
        }
    }

    private static string IconOf(CardAction action) => action switch
    {
        CardAction.Connect => Icons.Material.Filled.QrCode2,
        CardAction.Renew => Icons.Material.Outlined.Key,
        CardAction.Refresh => Icons.Material.Filled.Refresh,
        CardAction.Rename => Icons.Material.Outlined.Edit,
        CardAction.Remove => Icons.Material.Outlined.DeleteOutline,
        CardAction.History => Icons.Material.Outlined.History,
        CardAction.Queue => Icons.Material.Outlined.Outbox,
        CardAction.OpenPhone => Icons.Material.Outlined.PhoneAndroid,
        CardAction.Proxy => Icons.Material.Outlined.VpnLock,
        CardAction.TestSend => Icons.Material.Filled.Send,
        CardAction.Disconnect => Icons.Material.Outlined.LinkOff,
        _ => Icons.Material.Outlined.ContentCopy,
    };

    private async Task MoveAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "Escape" or "Tab":
                await OnClose.InvokeAsync();
                break;
            case "Enter" or " ":
                await OnChoose.InvokeAsync(Items[_at]);
                break;
            case "ArrowDown" or "ArrowUp" or "Home" or "End":
                var items = Items;
                _at = key.Key switch { "Home" => 0, "End" => items.Count - 1, "ArrowDown" => _at + 1, _ => _at + items.Count - 1 };
                _at %= items.Count;
                _focused = items[_at];
                await _buttons[items[_at]].FocusAsync();
                break;
            default:
                break;
        }
    }
}
