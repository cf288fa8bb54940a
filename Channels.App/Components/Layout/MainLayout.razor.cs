using System.Security.Claims;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private LoggedErrorBoundary? _boundary;
    private IDisposable? _registration;
    private bool _ended;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private OpenCircuits Circuits { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose()
    {
        Navigation.LocationChanged -= Recover;
        _registration?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            Navigation.LocationChanged += Recover;
            var user = (await SignedIn).User;
            if (user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id)
            {
                _registration = Circuits.Register(id, SessionCookie.SessionOf(user), () => InvokeAsync(End));
            }
        }
    }

    // Taking the page away releases whatever it watches even if the browser ignores the reload, which then asks for the
    // rights that count now.
    private void End()
    {
        _ended = true;
        StateHasChanged();
        Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
    }

    private void Recover(object? sender, LocationChangedEventArgs args) => _boundary?.Recover();
}
