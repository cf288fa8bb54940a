using Channels.App.Components;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List;

/// <summary>
/// All instances, live. It subscribes before it reads, so that no change falls between, and shows of each instance the
/// highest revision it heard of.
/// </summary>
public sealed partial class ChannelBoard : IDisposable
{
    private const int PageSize = 60;

    private readonly BoardProofs _proofs = new();
    private readonly BoardChannels _channels;

    // Once for all cards: each drawing of the board hands them to every one.
    private readonly EventCallback<CardPress> _onAction;
    private readonly EventCallback<ChannelId?> _onMenu;
    private StatusAnnouncer? _announcer;
    private IDisposable? _subscription;
    private Loading _loading = Loading.FirstTime;
    private FeedMark _mark;
    private bool _isAdministrator;
    private bool _disposed;
    private int _shown = PageSize;
    private BoardView? _view;
    private ChannelId? _menuOf;

    public ChannelBoard()
    {
        _channels = new BoardChannels((before, after) => _announcer?.Note(before, after));
        _onAction = EventCallback.Factory.Create<CardPress>(this, ActAsync);
        _onMenu = EventCallback.Factory.Create<ChannelId?>(this, id => _menuOf = id);
    }

    private enum Loading
    {
        FirstTime,
        Failed,
        Done,
    }

    /// <summary>The instance whose connect dialog is open over the board.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>What the prerendered page hands to the live one.</summary>
    [PersistentState]
    public BoardState? State { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private BoardHandover Handover { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private OwnPreferences Own { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<ChannelBoard> Logger { get; set; } = null!;

    public void Dispose()
    {
        _disposed = true;
        _subscription?.Dispose();
        _connectDialog?.Close();
        _removeDialog?.Close();
    }

    protected override async Task OnInitializedAsync()
    {
        ReadAddress();
        _isAdministrator = (await SignedIn).User.IsInRole(nameof(Role.Administrator));
        var handedOver = State is { } state && Feed.Covers(state.Mark) ? Handover.Fetch(state.List) : null;
        var mark = handedOver is null ? Feed.Mark : State!.Mark;
        _view = State?.View;
        State = null;
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(mark, changes => InvokeAsync(() => ShowAsync(changes)));
        }

        if (handedOver is null)
        {
            await LoadAsync();
        }
        else
        {
            Take(handedOver, mark, jobsReadBefore: 0);
        }
    }

    private async Task LoadAsync()
    {
        var (mark, jobsReadBefore) = (Feed.Mark, _jobsRead);
        try
        {
            _view ??= (await Own.ReadAsync()).View;
            var list = await Dispatcher.SendAsync(new ListChannels());
            State = RendererInfo.IsInteractive ? null : new BoardState(Handover.Keep(list), mark, _view.Value);
            Take(list, mark, jobsReadBefore);
        }
        catch (Exception exception)
        {
            // Whatever the reason, what is known stays on the page, and the reader can try again.
            Log.LoadFailed(Logger, exception);
            _loading = Loading.Failed;
        }

        if (_canOpenDialogs)
        {
            await FollowAddressAsync();
        }
    }

    private void Take(ChannelList list, FeedMark mark, int jobsReadBefore)
    {
        _mark = mark;
        _channels.Load(list);
        // Read since then, they are newer than the list.
        _jobs = _jobsRead == jobsReadBefore ? list.Pending : _jobs;
        _methods = list.Methods;
        _proofs.Load(list);
        _loading = Loading.Done;
    }

    private async Task ShowAsync(ChannelChanges changes)
    {
        _channels.Apply(changes);
        OfferReceipts(changes);
        if (_loading != Loading.FirstTime)
        {
            StateHasChanged();
        }

        if (changes.Pending)
        {
            await ReadJobsAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The instances could not be read")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
