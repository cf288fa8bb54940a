using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Manage;

/// <summary>Sends a fixed text through the queue, so that a person sees whether messages leave, and how far this one comes.</summary>
public sealed partial class TestSendDialog
{
    private ChannelWatch _watch = null!;
    private IDisposable? _following;
    private Guid? _sending;
    private QueuedMessage? _sent;
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
    private NewsFeed<QueueChanged> Queue { get; set; } = null!;

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

    // A tick for WhatsApp, a second one for a device of the contact's, as people know them.
    private string? Ticks => _sent?.State switch
    {
        SendState.Sent => "✓",
        SendState.Delivered or SendState.Read => "✓✓",
        _ => null,
    };

    public void Dispose()
    {
        _watch.Dispose();
        _following?.Dispose();
    }

    protected override void OnInitialized()
    {
        _watch = new ChannelWatch(Snapshot.Id, Snapshot);
        _watch.Follow(Feed, Reader, Feed.Mark, changes => InvokeAsync(() => Show(changes)));
        _following = Queue.Subscribe(Reader, () => InvokeAsync(LookAsync));
    }

    private void Show(ChannelChanges changes)
    {
        if (_watch.Apply(changes))
        {
            StateHasChanged();
        }
    }

    private void Type(string to) => (_to, _problem, _trouble, _sending, _sent) = (to, null, null, null, null);

    private async Task SendAsync()
    {
        var (to, problem) = PhoneText.ReadAccount(_to);
        (_problem, _trouble, _sending, _sent) = (problem, null, null, null);
        if (_busy || to is null || !CanSend)
        {
            return;
        }

        _busy = true;
        try
        {
            // Whoever tests wants to know now: it does not wait for a connection.
            var order = new OutgoingOrder(new OutgoingContent { Text = L["TestSend_Text"] }, Waits: false);
            _sending = await Dispatcher.SendAsync(new SendMessage(Snapshot.Id, new SendTarget(to.E164), order));
            await LookAsync();
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

    private async Task LookAsync()
    {
        if (_sending is not { } id)
        {
            return;
        }

        try
        {
            var sent = await Dispatcher.SendAsync(new ReadMessage(id));
            _sent = _sending == id ? sent : _sent;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _trouble = Words.Of(expected, Snapshot.Method);
        }

        StateHasChanged();
    }
}
