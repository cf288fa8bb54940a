using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using Channels.Domain.UseCases.Connect;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Manage;

/// <summary>The proxy that a channel's line goes through.</summary>
public sealed partial class ProxyDialog
{
    private ProxyDraft? _draft;
    private ProxyTrial? _trial;
    private string? _error;
    private bool _busy;
    private bool _trying;
    private bool _removing;
    private bool _leaving;

    [Parameter, EditorRequired]
    public ChannelSnapshot Snapshot { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    protected override Task OnInitializedAsync() =>
        RunAsync(async () => _draft = new ProxyDraft(await Dispatcher.SendAsync(new ReadProxy(Snapshot.Id))));

    // What came back was of something else than what stands there now.
    private void Touched() => (_trial, _error, _removing) = (null, null, false);

    private async Task TryAsync()
    {
        Touched();
        _trying = true;
        await RunAsync(async () => _trial = await Dispatcher.SendAsync(new TryProxy(Snapshot.Id, _draft!.Server, _draft.Password)));
        _trying = false;
    }

    private Task SaveAsync() => ChangeAsync(_draft!.Server);

    private Task ChangeAsync(ProxyServer? server) => RunAsync(async () =>
        Dialog.Close(await Dispatcher.SendAsync(new ChangeProxy(Snapshot.Id, server, _draft!.Password, _draft.Saved?.Server))));

    private async Task RunAsync(Func<Task> work)
    {
        if (_busy)
        {
            return;
        }

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
    }
}
