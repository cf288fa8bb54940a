using Channels.App.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace Channels.App.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private LoggedErrorBoundary? _boundary;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose() => Navigation.LocationChanged -= Recover;

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Navigation.LocationChanged += Recover;
        }
    }

    private void Recover(object? sender, LocationChangedEventArgs args) => _boundary?.Recover();
}
