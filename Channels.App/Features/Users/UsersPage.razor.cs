using System.Security.Claims;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.People;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Features.Users;

/// <summary>Who may sign in, and as what.</summary>
public sealed partial class UsersPage
{
    private static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, BackdropClick = false };

    private readonly Dictionary<string, MudMenu> _menus = [];
    private IReadOnlyList<Person>? _people;
    private string? _me;
    private bool _failed;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<UsersPage> Logger { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _me = (await SignedIn).User.FindFirstValue(ClaimTypes.NameIdentifier);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _people = await Dispatcher.SendAsync(new ListPeople());
            _failed = false;
        }
        catch (Exception exception)
        {
            Log.LoadFailed(Logger, exception);
            _failed = true;
        }
    }

    private async Task InviteAsync()
    {
        var dialog = await Dialogs.ShowAsync<InviteDialog>(L["Users_Invite"], Narrow);
        await dialog.Result;
        await LoadAsync();
    }

    private Task<Unit> ChangeRoleAsync(Person person) => RunAsync(
        new ChangeRole(person.Id, person.Role == Role.Administrator ? Role.Operator : Role.Administrator));

    private Task<Unit> EnableAsync(Person person) => RunAsync(new EnablePerson(person.Id, !person.Enabled));

    private async Task ResetAsync(Person person)
    {
        // Closing, it gives the focus back to its button, which must not take it from the dialog.
        await _menus[person.Id].CloseMenuAsync();
        var link = await RunAsync(new ResetPassword(person.Id));
        if (link is not null)
        {
            var dialog = await Dialogs.ShowAsync<LinkDialog>(
                L["Link_Title"], new DialogParameters<LinkDialog> { { x => x.Link, link }, { x => x.Name, person.Name } }, Narrow);
            await dialog.Result;
            await Browser.InvokeVoidAsync("focusOn", person.Id);
        }
    }

    private async Task<T?> RunAsync<T>(IRequest<T> request)
    {
        _busy = true;
        try
        {
            var answer = await Dispatcher.SendAsync(request);
            await LoadAsync();
            return answer;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            Snackbar.Add(Words.Of(expected), Severity.Error);
            return default;
        }
        finally
        {
            _busy = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The users could not be read")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
