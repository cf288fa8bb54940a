using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.UseCases.Messages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Manage;

/// <summary>Sends a fixed text, so that a person sees whether messages leave; it says no more than what is known of it.</summary>
public sealed partial class TestSendDialog
{
    private ChannelWatch _watch = null!;
    private PhoneNumber? _sentTo;
    private string _to = "";
    private string? _problem;
    private string? _trouble;
    private bool _busy;
    private bool _leaving;

    [Parameter, EditorRequired]
    public ChannelSnapshot Snapshot { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    private ChannelSnapshot Now => _watch.Now!;

    private bool CanSend => Now.Status == ChannelStatus.Connected;

    public void Dispose() => _watch.Dispose();

    protected override void OnInitialized()
    {
        _watch = new ChannelWatch(Snapshot.Id, Snapshot);
        _watch.Follow(Feed, Reader, Feed.Mark, changes => InvokeAsync(() => Show(changes)));
    }

    private void Show(ChannelChanges changes)
    {
        if (_watch.Apply(changes))
        {
            StateHasChanged();
        }
    }

    private void Type(string to) => (_to, _problem, _trouble, _sentTo) = (to, null, null, null);

    private async Task SendAsync()
    {
        var (to, problem) = PhoneText.ReadAccount(_to);
        (_problem, _trouble, _sentTo) = (problem, null, null);
        if (_busy || to is null || !CanSend)
        {
            return;
        }

        _busy = true;
        try
        {
            await Dispatcher.SendAsync(new SendMessage(Snapshot.Id, to.E164, L["TestSend_Text"]));
            _sentTo = to;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _trouble = Words.Of(expected, Snapshot.Method);
        }
        finally
        {
            _busy = false;
        }
    }
}
