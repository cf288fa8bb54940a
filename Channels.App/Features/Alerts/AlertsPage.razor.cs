using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Alerts;

/// <summary>Who is told when a channel stays down, and who was.</summary>
public sealed partial class AlertsPage : IDisposable
{
    private static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, BackdropClick = false };

    private readonly Dictionary<AlertRoute, AlertOutcome> _outcomes = [];
    private IDisposable? _subscription;
    private AlertDraft? _draft;
    private IReadOnlyList<Incident> _recent = [];
    private long _seen;
    private AlertRoute? _testing;
    private string? _error;
    private bool _changedMeanwhile;
    private bool _saved;
    private bool _failed;
    private bool _busy;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private NewsFeed<AlertsChanged> Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<AlertsPage> Logger { get; set; } = null!;

    private bool CanTest => !_busy && _testing is null;

    public void Dispose() => _subscription?.Dispose();

    protected override Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(Reader, () => InvokeAsync(ShowNewsAsync));
        }

        return ReloadAsync();
    }

    /// <summary>Only the list: what is typed stays as it is.</summary>
    private async Task ShowNewsAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    /// <summary>Shows what is saved, in the place of what is typed.</summary>
    private async Task ReloadAsync()
    {
        if (await ReadAsync() is { } overview)
        {
            Show(overview.Settings);
            (_error, _changedMeanwhile, _saved) = (null, false, false);
        }
    }

    private async Task<AlertsOverview?> ReadAsync()
    {
        try
        {
            var overview = await Dispatcher.SendAsync(new ReadAlerts());
            _recent = overview.Recent;
            _failed = false;
            return overview;
        }
        catch (Exception exception)
        {
            Log.LoadFailed(Logger, exception);
            _failed = true;
            return null;
        }
    }

    private async Task SaveAsync()
    {
        if (_busy || _draft is null)
        {
            return;
        }

        (_busy, _error, _changedMeanwhile, _saved) = (true, null, false, false);
        try
        {
            var changed = await Dispatcher.SendAsync(new ChangeAlerts(_draft.Choices, _draft.Password, _seen));
            Show(changed.Settings);
            _outcomes.Clear();
            _saved = true;
            if (changed.NewSecret is { } secret)
            {
                await Dialogs.ShowAsync<SecretDialog>(
                    L["Alerts_Secret"], new DialogParameters<SecretDialog> { { x => x.Secret, secret } }, Narrow);
            }
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _error = Words.Of(expected);
            if (expected is RuleViolation { Rule: Rule.AlertsChangedMeanwhile } violation)
            {
                // Told so, saving once more is a decision, not an accident.
                (_changedMeanwhile, _seen) = (true, (long)violation.Arguments[1]);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task TestAsync(AlertRoute route)
    {
        _testing = route;
        _outcomes.Remove(route);
        try
        {
            _outcomes[route] = await Dispatcher.SendAsync(new SendTestAlert(route));
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.AlertRouteIncomplete)
        {
            _outcomes[route] = AlertOutcome.Failed(AlertTrouble.NotSetUp);
        }
        finally
        {
            _testing = null;
        }
    }

    private async Task RenewAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretDialog>(L["Alerts_Secret"], Narrow);
        await dialog.Result;
    }

    /// <summary>Something was typed: what says that all is saved, and what tests it, has to be drawn again.</summary>
    private void Touched() => _saved = false;

    private void Show(AlertSettingsView settings)
    {
        _draft = new AlertDraft(settings);
        _seen = settings.Revision;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The alerts could not be read")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
