using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.App.Features.Integrations;

/// <summary>Asks where events are to be posted, and which; a new endpoint's secret is shown once.</summary>
public sealed partial class EndpointDialog
{
    private readonly HashSet<string> _types = [];
    private readonly HashSet<ChannelId> _chosen = [];
    private IReadOnlyList<ChannelSnapshot> _channels = [];
    private IReadOnlyList<BrokenField> _broken = [];
    private string _address = "";
    private bool _onlySome;
    private bool _isLimited;
    private bool _showsMessages = true;
    private MadeEndpoint? _made;
    private string? _nothing;
    private string? _error;
    private bool _copied;
    private bool _busy;

    /// <summary>The one that is to be changed; null for a new one.</summary>
    [Parameter]
    public KeptEndpoint? Endpoint { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (Endpoint is { Endpoint: var before })
        {
            (_address, _showsMessages, _onlySome, _isLimited) = (before.Address, before.ShowsMessages, before.Types.Count > 0, !before.IsUnrestricted);
            _types.UnionWith(before.Types);
            _chosen.UnionWith(Endpoint.Channels.Select(x => x.Key));
        }

        _channels = [.. (await Dispatcher.SendAsync(new ListChannels())).Channels.Where(x => x.Removal is null)];
    }

    private static void Choose<T>(HashSet<T> chosen, T one, bool isChosen) => _ = isChosen ? chosen.Add(one) : chosen.Remove(one);

    private string? Wrong(params Rule[] rules) => _broken.FirstOrDefault(x => rules.Contains(x.Broken.Rule)) is { } field ? Words.Of(field.Broken) : null;

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        // None means all to the domain; on the page it is a mistake.
        _nothing = _onlySome && _types.Count == 0 ? L["Endpoint_TypesRequired"].Value : null;
        (_busy, _error, _broken) = (true, null, []);
        try
        {
            if (_nothing is null)
            {
                await SaveAsync(new WebhookOrder(_address, _onlySome ? [.. _types] : [], _isLimited ? [.. _chosen] : null, _showsMessages));
            }
        }
        catch (InvalidRequest invalid)
        {
            _broken = invalid.Fields;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _error = Words.Of(expected);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task SaveAsync(WebhookOrder order)
    {
        if (Endpoint is null)
        {
            _made = await Dispatcher.SendAsync(new MakeEndpoint(order));
        }
        else
        {
            await Dispatcher.SendAsync(new ChangeEndpoint(Endpoint.Endpoint.Id, order, Endpoint.Endpoint.Revision));
            Dialog.Close();
        }
    }
}
