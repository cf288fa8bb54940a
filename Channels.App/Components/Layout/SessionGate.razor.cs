using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components.Layout;

/// <summary>
/// Lets a page be seen for as long as its session stands. What ended is taken away first, which releases whatever it watches
/// even if the browser ignores the reload that follows; the connection is cut by <c>CircuitDoor</c>.
/// </summary>
public sealed partial class SessionGate : IDisposable
{
    private IDisposable? _watch;
    private bool _entered;
    private bool _ended;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ILiveSessions Sessions { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose() => _watch?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        var session = SessionCookie.SessionOf((await SignedIn).User);
        Reader.Enter(session);
        _entered = true;
        if (RendererInfo.IsInteractive)
        {
            _watch = Sessions.Watch(session ?? "", () => _ = InvokeAsync(End));
        }
    }

    private void End()
    {
        _ended = true;
        StateHasChanged();
        Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
    }
}
