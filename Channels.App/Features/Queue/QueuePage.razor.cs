using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Queue;

/// <summary>
/// The outgoing messages of one channel, live: what waits and why, what went out and what did not. Whoever decides does so for
/// as many at once as they choose. What messages say is not shown to anybody.
/// </summary>
public sealed partial class QueuePage
{
    private static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, BackdropClick = false };

    private readonly QueueSelection _selection = new();
    private readonly List<IDisposable> _following = [];
    private ElementReference _heading;
    private OutboxPage? _page;
    private QueuePart? _read;
    private DateTimeOffset _readAt;
    private int _take = ReadOutbox.PageSize;
    private string? _trouble;
    private string? _done;
    private int _reads;
    private bool _loading;
    private bool _failed;
    private bool _unknown;
    private bool _busy;
    private bool _moveFocus;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = QueueAddress.PartName)]
    private string? Shown { get; set; }

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private NewsFeed<QueueChanged> Queue { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    private ChannelId ChannelId => new(Id);

    private QueuePart Part => QueueAddress.PartOf(Shown);

    private QueueCounts Counts => _page?.Counts ?? QueueCounts.None;

    /// <summary>How many there are of what may be decided about as a whole; null where all of it is shown, or nothing can be.</summary>
    private int? Whole => _page is { HasMore: true } && _selection is { HasAllShown: true, IsWhole: false } ? WholeOf(Part) : null;

    private int Affected => _selection.IsWhole ? WholeOf(Part) ?? 0 : _selection.Chosen.Count;

    public void Dispose() => _following.ForEach(x => x.Dispose());

    protected override async Task OnParametersSetAsync()
    {
        if (_read == Part)
        {
            return;
        }

        (_read, _page, _take, _trouble, _done) = (Part, null, ReadOutbox.PageSize, null, null);
        _selection.Clear();
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _following.Add(Queue.Subscribe(Reader, () => InvokeAsync(ReadAsync)));
            _following.Add(Feed.Subscribe(Reader, Feed.Mark, changes => InvokeAsync(() => ShowAsync(changes))));
        }

        // The button that had it is gone with what was chosen.
        if (_moveFocus)
        {
            _moveFocus = false;
            await _heading.FocusAsync();
        }
    }

    private Task ShowAsync(ChannelChanges changes) =>
        _page is { Channel.Id: var id } && (changes.Changed.Any(x => x.Id == id) || changes.Removed.Contains(id)) ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync()
    {
        var (part, read) = (Part, ++_reads);
        (_loading, _failed) = (true, false);
        try
        {
            var page = await Dispatcher.SendAsync(new ReadOutbox(ChannelId, part, _take));

            // Another part may have been chosen, and a later one of two answers come first.
            if (part == Part && read == _reads)
            {
                (_page, _readAt) = (page, Time.GetUtcNow());
                _selection.Load(page.Messages);
            }
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.ChannelNotFound)
        {
            _unknown = true;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _failed = true;
        }
        finally
        {
            _loading = false;
        }

        StateHasChanged();
    }

    private Task MoreAsync()
    {
        _take = Math.Min(_take + ReadOutbox.PageSize, ReadOutbox.MostShown);
        return ReadAsync();
    }

    private int? CountOf(QueuePart part) => part switch
    {
        QueuePart.ToDecide => Counts.ToDecide,
        QueuePart.Waiting => Counts.Waiting,
        QueuePart.Scheduled => Counts.Scheduled,
        _ => null,
    };

    // What may have left already is decided about one by one.
    private int? WholeOf(QueuePart part) => part switch
    {
        QueuePart.ToDecide => Counts.Undecided,
        QueuePart.Waiting => Counts.Waiting,
        QueuePart.Scheduled => Counts.Scheduled,
        _ => null,
    };

    private bool Can(QueueStep step) => _selection.Chosen.Any(x => QueueSteps.IsFor(step, x.State));

    private async Task DecideAsync(QueueStep step)
    {
        if (_busy || _page?.Channel is not { } channel)
        {
            return;
        }

        _busy = true;
        (_trouble, _done) = (null, null);
        var chosen = _selection.Chosen.Where(x => QueueSteps.IsFor(step, x.State)).ToList();
        var whole = _selection.IsWhole ? WholeOf(Part) : null;
        var parameters = new DialogParameters<DecideDialog>
        {
            { x => x.Step, step },
            { x => x.Channel, channel },
            { x => x.Count, whole ?? chosen.Count },
            { x => x.MayHaveLeft, whole is null ? chosen.Count(x => x.State == SendState.Uncertain) : 0 },
        };
        var dialog = await Dialogs.ShowAsync<DecideDialog>(L[$"QueueStep_{step}"], parameters, Narrow);
        if (await dialog.Result is { Canceled: false, Data: var through })
        {
            var messages = whole is null ? chosen.Select(x => x.Id).ToList() : null;
            await DecideAsync(new DecideMessages(channel.Id, messages, QueueSteps.DecisionOf(step), through as ChannelId?) { Part = whole is null ? QueuePart.ToDecide : Part });
        }

        _busy = false;
    }

    private async Task DecideAsync(DecideMessages decision)
    {
        try
        {
            var decided = await Dispatcher.SendAsync(decision);
            _done = Said(decision.Decision, decided);
            _selection.Clear();
            _moveFocus = true;
            await ReadAsync();
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _trouble = Words.Of(expected);
        }
    }

    private string Said(SendDecision decision, DecidedMessages decided)
    {
        var done = L[$"Queue_Done_{decision}_{QueueText.Form(decided.Done)}", decided.Done].Value;
        return decided.TooLate == 0 ? done : $"{done} {L[$"Queue_TooLate_{QueueText.Form(decided.TooLate)}", decided.TooLate]}";
    }
}
