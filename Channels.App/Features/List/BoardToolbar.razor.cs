using Channels.App.Resources;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List;

/// <summary>Search and status chips. It draws itself again only when something it shows is different.</summary>
public sealed partial class BoardToolbar : IDisposable
{
    /// <summary>How long somebody who types is waited for.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    // Made once: a handler made anew with each drawing is a change that goes over the wire.
    private readonly Dictionary<BoardChip, Func<Task>> _handlers = [];
    private (BoardFilter, BoardCounts) _drawn;
    private ITimer? _typing;
    private string _text = "";
    private string _given = "";
    private string? _reported;

    [Parameter, EditorRequired]
    public BoardFilter Filter { get; set; } = BoardFilter.None;

    [Parameter, EditorRequired]
    public BoardCounts Counts { get; set; }

    [Parameter]
    public EventCallback<BoardFilter> OnFilter { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    /// <summary>Removals are rare: their chip is there while there are some, or while it is chosen.</summary>
    private IEnumerable<BoardChip> Chips =>
        Enum.GetValues<BoardChip>().Where(x => x != BoardChip.Leaving || Counts.Leaving > 0 || Filter.Chip == x);

    public void Dispose() => _typing?.Dispose();

    protected override void OnInitialized() => _drawn = (Filter, Counts);

    protected override void OnParametersSet()
    {
        if (Filter.Text == _given)
        {
            return;
        }

        // What was typed here comes back while its writer may have typed on.
        _given = Filter.Text;
        _text = _given == _reported ? _text : _given;
        _reported = null;
    }

    protected override bool ShouldRender()
    {
        var different = _drawn != (Filter, Counts);
        _drawn = (Filter, Counts);
        return different;
    }

    // Bound, so that the browser's text counts as drawn: what comes back late would be written over letters typed since.
    private void Type(string? text)
    {
        _text = text ?? "";
        _typing ??= Time.CreateTimer(_ => InvokeAsync(ReportAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _typing.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private Task ReportAsync()
    {
        var text = BoardFilter.Clean(_text);
        if (text == Filter.Text)
        {
            return Task.CompletedTask;
        }

        _reported = text;
        return OnFilter.InvokeAsync(new BoardFilter(text, Filter.Chip));
    }

    // What was typed a moment ago first, so that it is a place of its own to come back to.
    private async Task ChooseAsync(BoardChip chip)
    {
        await ReportAsync();
        await OnFilter.InvokeAsync(new BoardFilter(BoardFilter.Clean(_text), chip));
    }

    private Func<Task> HandlerOf(BoardChip chip) =>
        _handlers.TryGetValue(chip, out var known) ? known : _handlers[chip] = () => ChooseAsync(chip);

    private string LabelOf(BoardChip chip) => chip switch
    {
        BoardChip.All => L["Filter_All"],
        BoardChip.Trouble => L["Filter_Trouble"],
        BoardChip.Leaving => L["Filter_Leaving"],
        BoardChip.Connected => Words.Of(ChannelStatus.Connected),
        BoardChip.Connecting => Words.Of(ChannelStatus.Connecting),
        _ => Words.Of(ChannelStatus.Disconnected),
    };

    private string? ToneOf(BoardChip chip) => chip == BoardChip.Trouble && Counts.Trouble > 0 ? "alarm" : null;
}
