using Channels.App.Live;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Removal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Removal;

/// <summary>
/// Removes one instance: what hangs on it, where that goes, how far it is, and the receipt. It only watches what the
/// server does: closing it stops nothing.
/// </summary>
public sealed partial class RemoveDialog
{
    private ChannelSnapshot _channel = null!;
    private DestinationChoice _destinations = null!;
    private IDisposable? _subscription;
    private RemovalPreview? _preview;
    private RemovalReceipt? _receipt;
    private ElementReference _alertBox;
    private ElementReference _content;
    private RemoveStage _shownStage = RemoveStage.Loading;
    private string? _title;
    private string? _alert;
    private bool _alertIsNew;
    private bool _isMine;
    private bool _isGone;
    private bool _unreadable;
    private bool _nothingKnown;
    private bool _disposed;

    /// <summary>The instance as the person saw it when they opened the dialog.</summary>
    [Parameter, EditorRequired]
    public ChannelSnapshot Snapshot { get; set; } = null!;

    /// <summary>The removal was begun from here; its end may come when the dialog is closed.</summary>
    [Parameter]
    public EventCallback<RemovalReceipt> OnStarted { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<RemoveDialog> Logger { get; set; } = null!;

    private string Question => !_channel.IsLinked ? "Remove_Question"
        : _channel.Method == ConnectionMethod.MetaCloud ? "Remove_QuestionOfficial" : "Remove_QuestionDevice";

    private RemoveStage Stage => this switch
    {
        { _receipt.FinishedAt: not null } => RemoveStage.Receipt,
        { _unreadable: true } => RemoveStage.Failed,
        { _nothingKnown: true } => RemoveStage.Gone,
        { _isGone: true } => RemoveStage.Loading,
        { _receipt: not null } => RemoveStage.Running,
        { _isMine: false, _channel.Removal: not null } => RemoveStage.Running,
        { _preview: null } => _alert is null ? RemoveStage.Loading : RemoveStage.Refused,
        { _preview.NeedsDestination: false } => RemoveStage.Question,
        _ when _destinations.All.Count > 0 => RemoveStage.Choice,
        _ => RemoveStage.Successor,
    };

    private string Title => L[Stage == RemoveStage.Receipt ? "Receipt_Title" : "Remove_Title", _channel.Name];

    private bool ShowsAlert => _alert is not null && (Confirm is not null || Stage is RemoveStage.Refused or RemoveStage.Failed);

    private string RunningText => (_receipt?.DestinationName ?? _channel.Removal?.Destination) is not { } destination ? ""
        : _isMine ? L["Remove_Running", _channel.Name, destination]
        : L["Remove_RunningElsewhere", _channel.Removal!.Who, _channel.Name, destination];

    public void Dispose()
    {
        _disposed = true;
        _subscription?.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _channel = Snapshot;
        _destinations = new DestinationChoice(Snapshot.Id);
        _subscription = Feed.Subscribe(Feed.Mark, changes => InvokeAsync(() => ShowAsync(changes)));
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

    private string SummaryOf(ChannelSnapshot chosen) => _channel.Number is { } number
        ? L["Remove_SummaryNumber", _channel.Name, PhoneText.Of(number), chosen.Name]
        : L["Remove_Summary", _channel.Name, chosen.Name];

    private async Task ShowAsync(ChannelChanges changes)
    {
        _destinations.Apply(changes);
        if (changes.Changed.FirstOrDefault(x => x.Id == _channel.Id) is { } newer && newer.Revision > _channel.Revision)
        {
            _channel = newer;
        }

        var goneNow = !_isGone && changes.Removed.Contains(_channel.Id);
        _isGone |= goneNow;
        StateHasChanged();
        // While the answer to a confirmation is on its way, it tells more than the feed.
        if (goneNow && !_busy)
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
            if (!_isGone)
            {
                _preview = await Dispatcher.SendAsync(new PreviewRemoval(_channel.Id));
                Take(_preview);
            }
            else if (_receipt?.FinishedAt is null)
            {
                _receipt = await Dispatcher.SendAsync(new ReadReceipt(_channel.Id)) ?? _receipt;
                _nothingKnown = _receipt?.FinishedAt is null;
            }
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.ChannelNotFound)
        {
            _isGone = true;
            await ReadAsync();
        }
        catch (RuleViolation violation)
        {
            Warn(Words.Of(violation));
        }
        catch (Exception exception)
        {
            Log.ReadFailed(Logger, _channel.Id, exception);
            _unreadable = true;
        }
    }

    private void Take(RemovalPreview preview)
    {
        _channel = preview.Channel.Revision > _channel.Revision ? preview.Channel : _channel;
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
