using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Integrations;

/// <summary>One endpoint, live: how it stands, what was posted to it and what came back.</summary>
public sealed partial class EndpointPage
{
    private const int PageSize = 50;

    private IReadOnlyList<WebhookDelivery> _deliveries = [];
    private KeptEndpoint? _kept;
    private WebhookOutcome? _tried;
    private IDisposable? _following;
    private int _take = PageSize;
    private string? _error;
    private bool _hasMore;
    private bool _failed;
    private bool _unknown;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "estado")]
    private string? Shown { get; set; }

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

    private DeliveryStage? Stage => Enum.TryParse<DeliveryStage>(Shown, out var stage) && Enum.IsDefined(stage) ? stage : null;

    public void Dispose() => _following?.Dispose();

    protected override Task OnParametersSetAsync() => LoadAsync();

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
            var kept = await Dispatcher.SendAsync(new FindEndpoint(Id));
            var found = await Dispatcher.SendAsync(new ListDeliveries(Id, Stage, Before: null, _take + 1));
            (_kept, _deliveries, _hasMore, _failed) = (kept, [.. found.Take(_take)], found.Count > _take, false);
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.EndpointNotFound)
        {
            _unknown = true;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _failed = true;
        }

        StateHasChanged();
    }

    private Task MoreAsync()
    {
        _take += PageSize;
        return LoadAsync();
    }

    private async Task TestAsync()
    {
        _tried = null;
        await RunAsync(async () => _tried = await Dispatcher.SendAsync(new TryEndpoint(Id)));
    }

    private Task DoAsync(IRequest<Unit> request) => RunAsync(async () => await Dispatcher.SendAsync(request));

    private async Task RunAsync(Func<Task> work)
    {
        (_busy, _error) = (true, null);
        try
        {
            await work();
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _error = Words.Of(expected);
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }

    private Task EditAsync() => OpenAsync<EndpointDialog>("Endpoint_Edit", new DialogParameters<EndpointDialog> { { x => x.Endpoint, _kept } });

    private Task RenewAsync() => OpenAsync<RenewSecretDialog>("Webhook_Renew", new DialogParameters<RenewSecretDialog> { { x => x.Endpoint, Id } });

    private Task ReplaySinceAsync() => OpenAsync<ReplayDialog>("Endpoint_ReplaySince", new DialogParameters<ReplayDialog> { { x => x.Endpoint, Id } });

    private Task ShowAsync(WebhookDelivery delivery) => OpenAsync<DeliveryDialog>("Delivery_Title", new DialogParameters<DeliveryDialog> { { x => x.Id, delivery.Id } });

    private async Task RemoveAsync()
    {
        var dialog = await Dialogs.ShowAsync<RemoveEndpointDialog>(
            L["Endpoint_RemoveTitle"], new DialogParameters<RemoveEndpointDialog> { { x => x.Endpoint, _kept!.Endpoint } }, EndpointSection.Narrow);
        if (await dialog.Result is { Canceled: false })
        {
            Navigation.NavigateTo("/integracoes");
        }
    }

    private async Task OpenAsync<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        await (await Dialogs.ShowAsync<T>(L[title], parameters, EndpointSection.Narrow)).Result;
        await LoadAsync();
    }
}
