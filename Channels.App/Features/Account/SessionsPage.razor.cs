using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.UseCases.People;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Account;

/// <summary>Where the reader is signed in, and the way to end it there. In this browser, Sair does.</summary>
public sealed partial class SessionsPage
{
    private IReadOnlyList<OwnSession>? _sessions;
    private bool _failed;
    private bool _busy;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<SessionsPage> Logger { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            _sessions = await Dispatcher.SendAsync(new ListSessions());
            _failed = false;
        }
        catch (Exception exception)
        {
            Log.LoadFailed(Logger, exception);
            _failed = true;
        }
    }

    private async Task RunAsync(IRequest<Unit> request)
    {
        _busy = true;
        try
        {
            await Dispatcher.SendAsync(request);
            Snackbar.Add(L["Sessions_Ended"], Severity.Success);
            await LoadAsync();
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            Snackbar.Add(Words.Of(expected), Severity.Error);
        }
        finally
        {
            _busy = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The sessions could not be read")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
