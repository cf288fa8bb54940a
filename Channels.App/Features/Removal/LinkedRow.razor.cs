using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Removal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.Removal;

/// <summary>One kind of what hangs on a channel: how many, and on demand which.</summary>
public sealed partial class LinkedRow
{
    private readonly List<LinkedName> _names = [];
    private bool _isOpen;
    private bool _reading;
    private bool _failed;
    private bool _mayHaveMore = true;

    [Parameter, EditorRequired]
    public ChannelId Channel { get; set; }

    [Parameter, EditorRequired]
    public LinkedKind Kind { get; set; }

    [Parameter, EditorRequired]
    public KindCount Count { get; set; } = KindCount.None;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<LinkedRow> Logger { get; set; } = null!;

    private string StateKey(ItemState? state) => (Kind, state) switch
    {
        (LinkedKind.Conversation, _) => "Linked_Closed",
        (_, ItemState.Cancelled) => "Linked_Cancelled",
        (LinkedKind.Prompt, _) => "Linked_Inactive",
        _ => "Linked_Finished",
    };

    private string NamesId => $"linked-{Kind}";

    private async Task ToggleAsync()
    {
        _isOpen = !_isOpen;
        if (_isOpen && _names.Count == 0)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        if (_reading)
        {
            return;
        }

        _reading = true;
        _failed = false;
        try
        {
            var page = await Dispatcher.SendAsync(new ListLinked(Channel, Kind, _names.Count));
            // What is opened or closed meanwhile shifts the pages.
            _names.AddRange(page.ExceptBy(_names.Select(x => x.Id), x => x.Id));
            _mayHaveMore = page.Count == ListLinked.PageSize && _names.Count < Count.Total;
        }
        catch (Exception exception)
        {
            Log.ReadFailed(Logger, Kind, exception);
            _failed = true;
        }
        finally
        {
            _reading = false;
        }
    }

    private string NameOf(string name) => name switch
    {
        "" => L["Linked_NoName"],
        ['+', ..] when Kind == LinkedKind.Conversation && PhoneNumber.FromDigits(name) is { } number => PhoneText.Of(number),
        _ => name,
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The names of the linked {Kind} could not be read")]
        public static partial void ReadFailed(ILogger logger, LinkedKind kind, Exception exception);
    }
}
