using System.Globalization;
using System.Security.Claims;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Components.Layout;

/// <summary>What is one's own: how the console looks, the password, the language. Keys are in js/menu.js, where they cost no way to the server.</summary>
public sealed partial class UserMenu
{
    private ThemeChoice _theme;
    private bool _alarm;
    private bool _open;

    [Inject]
    private OwnPreferences Own { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    private static string IconOf(ThemeChoice theme) => theme switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.Contrast,
    };

    private string RoleOf(ClaimsPrincipal user) =>
        L[user.IsInRole(nameof(Role.Administrator)) ? "Role_Administrator" : "Role_Operator"];

    // Read when it opens: another tab may have changed it.
    private async Task Toggle()
    {
        _open = !_open;
        if (_open)
        {
            (_theme, _, _, _alarm) = await Own.ReadAsync();
        }
    }

    private async Task ChooseAsync(ThemeChoice theme)
    {
        _theme = (await Own.ChangeAsync(theme)).Theme;
        await Browser.InvokeVoidAsync("showTheme", OwnPreferences.ThemeName(_theme));
    }

    // The browser asks its reader, who may refuse: then there is the sound alone.
    private async Task SwitchAlarmAsync()
    {
        _alarm = (await Own.ChangeAsync(alarm: !_alarm)).Alarm;
        await Browser.InvokeVoidAsync("showAlarm", _alarm);
    }

    private void SwitchLanguage()
    {
        var other = CultureInfo.CurrentUICulture.Name == Language.Portuguese ? Language.English : Language.Portuguese;
        var here = Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        Navigation.NavigateTo($"/idioma/{other}?returnUrl={here}", forceLoad: true);
    }
}
