using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Removal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Removal;

/// <summary>
/// Removes one channel: what hangs on it, where that goes, how far it is, and the receipt. It only watches what the
/// server does: closing it stops nothing.
/// </summary>
public sealed partial class RemoveDialog
{
    private ChannelWatch _watch = null!;
    private DestinationChoice _destinations = null!;
    private RemovalPreview? _preview;
    private RemovalReceipt? _receipt;
    private ElementReference _alertBox;
    private ElementReference _content;
    private RemoveStage _shownStage = RemoveStage.Loading;
    private string? _title;
    private string? _alert;
    private bool _alertIsNew;
    private bool _isMine;
    private bool _unreadable;
    private bool _nothingKnown;
    private bool _disposed;

    /// <summary>The channel as the person saw it when they opened the dialog.</summary>
    [Parameter, EditorRequired]
    public ChannelSnapshot Snapshot { get; set; } = null!;

    /// <summary>The removal was begun from here; its end may come when the dialog is closed.</summary>
    [Parameter]
    public EventCallback<RemovalReceipt> OnStarted { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<RemoveDialog> Logger { get; set; } = null!;

    private ChannelSnapshot Now => _watch.Now!;

    private string Question => !Now.IsLinked ? "Remove_Question"
        : Now.Method == ConnectionMethod.MetaCloud ? "Remove_QuestionOfficial" : "Remove_QuestionDevice";

    private RemoveStage Stage => this switch
    {
        { _receipt.FinishedAt: not null } => RemoveStage.Receipt,
        { _unreadable: true } => RemoveStage.Failed,
        { _nothingKnown: true } => RemoveStage.Gone,
        { _watch.IsGone: true } => RemoveStage.Loading,
        { _receipt: not null } => RemoveStage.Running,
        { _isMine: false, Now.Removal: not null } => RemoveStage.Running,
        { _preview: null } => _alert is null ? RemoveStage.Loading : RemoveStage.Refused,
        { _preview.NeedsDestination: false } => RemoveStage.Question,
        _ when _destinations.All.Count > 0 => RemoveStage.Choice,
        _ => RemoveStage.Successor,
    };

    private string Title => L[Stage == RemoveStage.Receipt ? "Receipt_Title" : "Remove_Title", Now.Name];

    private bool ShowsAlert => _alert is not null && (Confirm is not null || Stage is RemoveStage.Refused or RemoveStage.Failed);

    private string RunningText => (_receipt?.DestinationName ?? Now.Removal?.Destination) is not { } destination ? ""
        : _isMine ? L["Remove_Running", Now.Name, destination]
        : L["Remove_RunningElsewhere", Now.Removal!.Who, Now.Name, destination];

    /// <summary>What the confirmation does, in a sentence; null where the question above says it, or nothing is chosen yet.</summary>
    private string? Summary => (Stage, _destinations.Chosen) switch
    {
        (RemoveStage.Choice, { } chosen) => SummaryOf(chosen.Name),
        (RemoveStage.Successor, _) => L["Remove_SummaryNew", Now.Name],
        _ => null,
    };

    public void Dispose()
    {
        _disposed = true;
        _watch.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _watch = new ChannelWatch(Snapshot.Id, Snapshot);
        _destinations = new DestinationChoice(Snapshot.Id, Time);
        _watch.Follow(Feed, Reader, Feed.Mark, changes => InvokeAsync(() => ShowAsync(changes)));
        return ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_title != Title)
        {
            _title = Title;
            await Dialog.SetTitleAsync(Title);
        }

        if (_alertIsNew && ShowsAlert)
        {
            _alertIsNew = false;
            await _alertBox.FocusAsync();
        }
        else if (Stage != _shownStage && Stage != RemoveStage.Loading)
        {
            // What had the focus may be gone with the stage before; at first the dialog itself sees to it.
            var first = _shownStage == RemoveStage.Loading;
            _shownStage = Stage;
            if (!first)
            {
                await _content.FocusAsync();
            }
        }
    }

    private string SummaryOf(string destination) => Now.Number is { } number
        ? L["Remove_SummaryNumber", Now.Name, PhoneText.Of(number), destination]
        : L["Remove_Summary", Now.Name, destination];

    private async Task ShowAsync(ChannelChanges changes)
    {
        var wasGone = _watch.IsGone;
        _destinations.Apply(changes);
        _watch.Apply(changes);
        StateHasChanged();
        // While the answer to a confirmation is on its way, it tells more than the feed.
        if (_watch.IsGone && !wasGone && !_busy)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    /// <summary>Reads what would be removed, or what became of it.</summary>
    private async Task ReadAsync()
    {
        _unreadable = false;
        try
        {
            if (!_watch.IsGone)
            {
                _preview = await Dispatcher.SendAsync(new PreviewRemoval(Now.Id));
                Take(_preview);
            }
            else if (_receipt?.FinishedAt is null)
            {
                _receipt = await Dispatcher.SendAsync(new ReadReceipt(Now.Id)) ?? _receipt;
                _nothingKnown = _receipt?.FinishedAt is null;
            }
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.ChannelNotFound)
        {
            _watch.Lose();
            await ReadAsync();
        }
        catch (RuleViolation violation)
        {
            Warn(Words.Of(violation));
        }
        catch (Exception exception)
        {
            Log.ReadFailed(Logger, Now.Id, exception);
            _unreadable = true;
        }
    }

    private void Take(RemovalPreview preview)
    {
        _watch.Take(preview.Channel);
        _destinations.Load(preview.Destinations);
        var working = preview.Methods.Where(x => x.Obstacle is null).ToList();
        _method ??= working.Count > 0 ? working[0].Method : null;
    }

    private void Warn(string words) => (_alert, _alertIsNew) = (words, true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The removal of {Channel} could not be read")]
        public static partial void ReadFailed(ILogger logger, ChannelId channel, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "The removal of {Channel} could not be begun")]
        public static partial void ConfirmFailed(ILogger logger, ChannelId channel, Exception exception);
    }
}
