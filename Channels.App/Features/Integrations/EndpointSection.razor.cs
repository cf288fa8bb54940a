using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Integrations;

/// <summary>The addresses to which events are posted, live.</summary>
public sealed partial class EndpointSection
{
    internal static readonly DialogOptions Narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, BackdropClick = false };

    private IReadOnlyList<KeptEndpoint>? _endpoints;
    private IDisposable? _following;
    private bool _failed;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NewsFeed<WebhooksChanged> Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose() => _following?.Dispose();

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _following = Feed.Subscribe(Reader, () => InvokeAsync(LoadAsync));
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            (_endpoints, _failed) = (await Dispatcher.SendAsync(new ListEndpoints()), false);
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _failed = true;
        }

        StateHasChanged();
    }

    private async Task MakeAsync()
    {
        var dialog = await Dialogs.ShowAsync<EndpointDialog>(L["Endpoint_Make"], Narrow);
        if (await dialog.Result is { Canceled: false, Data: Guid made })
        {
            Navigation.NavigateTo($"/integracoes/webhooks/{made}");
        }
    }
}
