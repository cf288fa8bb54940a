using Channels.App.Components;
using Channels.App.Features.Manage;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Channels.App.Features.List;

/// <summary>
/// All channels, live. It subscribes before it reads, so that no change falls between, and shows of each channel the
/// highest revision it heard of.
/// </summary>
public sealed partial class ChannelBoard : IDisposable
{
    private const int PageSize = 60;

    private readonly BoardProofs _proofs = new();
    private readonly BoardHolds _holds = new();
    private readonly SteadyOrder _steady = new();
    private readonly Dictionary<string, object> _pointing;

    // Made once: each drawing of the board hands them on, those of the cards to every one.
    private readonly EventCallback<CardPress> _onAction;
    private readonly EventCallback<ChannelId?> _onMenu;
    private readonly EventCallback<ChannelId> _onLeave;
    private readonly EventCallback<ChannelId> _onGo;
    private readonly EventCallback<ConnectionMethod> _onStart;
    private readonly EventCallback _onFocusLost;
    private readonly Action<ChannelId> _onTold;
    private readonly Action<string> _onSay;

    private BoardChannels _channels = null!;
    private BoardAddress _address = null!;
    private BoardDialogs? _dialogs;
    private BoardActions? _actions;
    private BoardRemovals? _removals;
    private StatusAnnouncer? _announcer;
    private ElementReference _heading;
    private IDisposable? _subscription;
    private TurnTimer? _turning;
    private FeedMark _mark;
    private IReadOnlyList<OfferedMethod> _methods = [];
    private IReadOnlyList<PendingJob> _jobs = [];
    private int _jobsRead;
    private TimeSpan? _clockAhead;
    private Loading _loading = Loading.FirstTime;
    private bool _isAdministrator;
    private BoardView? _view;
    private int _shown = PageSize;

    public ChannelBoard()
    {
        _onAction = EventCallback.Factory.Create<CardPress>(this, ActAsync);
        _onMenu = EventCallback.Factory.Create<ChannelId?>(this, id => _holds.Menu = id);
        _onLeave = EventCallback.Factory.Create<ChannelId>(this, LeaveAsync);
        _onGo = EventCallback.Factory.Create<ChannelId>(this, GoAsync);
        _onStart = EventCallback.Factory.Create<ConnectionMethod>(this, method => _dialogs!.CreateAsync(method));
        _pointing = new()
        {
            ["onpointerenter"] = EventCallback.Factory.Create(this, () => _steady.Holds = true),
            ["onpointerleave"] = EventCallback.Factory.Create(this, () => _steady.Holds = false),
        };
        _onFocusLost = EventCallback.Factory.Create(this, FocusAsync);
        _onTold = id => _announcer?.Told(id);
        _onSay = text => _announcer?.Say(text);
    }

    private enum Loading { FirstTime, Failed, Done }

    /// <summary>The channel whose connect dialog is open over the board.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>What the prerendered page hands to the live one.</summary>
    [PersistentState]
    public BoardState? State { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "busca")]
    private string? TextInAddress { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private StoreFeed Store { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private BoardHandover Handover { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private OwnPreferences Own { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<ChannelBoard> Logger { get; set; } = null!;

    public void Dispose()
    {
        _subscription?.Dispose();
        _turning?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _channels = new BoardChannels(Time, (before, after) => _announcer?.Note(before, after));
        _address = new BoardAddress(Navigation, _channels);
        ReadAddress();
        _isAdministrator = (await SignedIn).User.IsInRole(nameof(Role.Administrator));
        var handedOver = State is { } state && Feed.Covers(state.Mark) ? Handover.Fetch(state.List) : null;
        var mark = handedOver is null ? Feed.Mark : State!.Mark;
        _view = State?.View;
        _channels.Choose(BoardSort.Of(State?.Order ?? BoardOrder.Oldest));
        State = null;
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(Reader, mark, changes => InvokeAsync(() => ShowAsync(changes)));
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

    protected override void OnParametersSet() => ReadAddress();

    private void ReadAddress() => _shown = _address.Read(Id, TextInAddress, StatusInAddress) ? PageSize : _shown;

    private async Task LoadAsync()
    {
        var (mark, jobsReadBefore) = (Feed.Mark, _jobsRead);
        try
        {
            if (_view is null)
            {
                var own = await Own.ReadAsync();
                _view = own.View;
                _channels.Choose(BoardSort.Of(own.Order));
            }

            var list = await Dispatcher.SendAsync(new ListChannels());
            State = RendererInfo.IsInteractive ? null : new BoardState(Handover.Keep(list), mark, _view.Value, _channels.Sort.Order);
            Take(list, mark, jobsReadBefore);
        }
        catch (Exception exception)
        {
            // Whatever the reason, what is known stays on the page, and the reader can try again.
            Log.LoadFailed(Logger, exception);
            _loading = Loading.Failed;
        }
    }

    private void Take(ChannelList list, FeedMark mark, int jobsReadBefore)
    {
        _mark = mark;
        _channels.Load(list);
        AwaitTurn();
        // Read since then, they are newer than the list.
        _jobs = _jobsRead == jobsReadBefore ? list.Pending : _jobs;
        _methods = list.Methods;
        _clockAhead = list.ClockAhead;
        _proofs.Load(list);
        _loading = Loading.Done;
    }

    private async Task ShowAsync(ChannelChanges changes)
    {
        _channels.Apply(changes);
        AwaitTurn();
        _removals?.Apply(changes);
        if (_loading != Loading.FirstTime)
        {
            StateHasChanged();
        }

        if (changes.Pending)
        {
            _jobsRead++;
            _jobs = await Dispatcher.SendAsync(new ListPending());
            StateHasChanged();
        }
    }

    // Nobody writes anything when a channel has been coming back for too long.
    private void AwaitTurn()
    {
        if (_turning is null && (!RendererInfo.IsInteractive || _channels.TurnsAt is null))
        {
            return;
        }

        _turning ??= new TurnTimer(Time, () => _ = InvokeAsync(Turn));
        _turning.Set(_channels.TurnsAt);
    }

    private void Turn()
    {
        _channels.Turn();
        AwaitTurn();
        StateHasChanged();
    }

    private void Choose(BoardFilter filter)
    {
        if (_address.Choose(filter))
        {
            _shown = PageSize;
            _announcer?.Say(L["Filter_Found", _channels.Matching.Count]);
        }
    }

    private async Task ClearFilterAsync()
    {
        Choose(BoardFilter.None);
        await FocusAsync();
    }

    private async Task ChooseAsync(BoardView view)
    {
        _view = view;
        _holds.Menu = null;
        var own = await Own.ChangeAsync(view: view);
        if (view == BoardView.Cards)
        {
            _channels.Choose(BoardSort.Of(own.Order));
        }
    }

    private async Task ChooseAsync(BoardSort sort)
    {
        _steady.Holds = false;
        _channels.Choose(sort);
        await Own.ChangeAsync(order: sort.Order);
    }

    /// <summary>Shows one channel, whatever is shown now.</summary>
    private async Task GoAsync(ChannelId id)
    {
        if (_channels.Find(id) is not { } channel)
        {
            return;
        }

        if (!_channels.Filter.Lets(channel))
        {
            Choose(BoardFilter.None);
        }

        _shown = Math.Max(_shown, _channels.Matching.TakeWhile(x => x.Id != id).Count() + 1);
        StateHasChanged();
        await JS.InvokeVoidAsync("bringIntoView", id.ToString());
    }

    private Task ActAsync(CardPress press)
    {
        _holds.Menu = null;
        var (id, action) = press;
        return action switch
        {
            CardAction.Connect or CardAction.Renew => _dialogs!.ConnectAsync(id),
            CardAction.TestSend => _dialogs!.OpenAsync<TestSendDialog>(id, L["TestSend_Title"]),
            CardAction.Proxy => _dialogs!.OpenAsync<ProxyDialog>(id, L["Proxy_Title"]),
            CardAction.Rename => _dialogs!.OpenAsync<RenameDialog>(id, L["Rename_Title"]),
            CardAction.Disconnect => DisconnectAsync(id),
            CardAction.Remove => _removals!.RemoveAsync(id),
            _ => _actions!.RunAsync(id, action),
        };
    }

    private async Task DisconnectAsync(ChannelId id)
    {
        if (await _dialogs!.OpenAsync<DisconnectDialog>(id, L["Disconnect_Title"]) is { } dialog && await dialog.Result is { Canceled: false, Data: WaitingAnswer waiting })
        {
            var done = _actions!.DisconnectAsync(id, waiting);
            // After a dialog, nothing else draws the board before the action is done.
            StateHasChanged();
            await done;
        }
    }

    private async Task LeaveAsync(ChannelId id)
    {
        StateHasChanged();
        // Where the filter takes the card away, its button is gone, and the focus would be nowhere.
        if (_channels.Find(id) is { } channel && !_channels.Filter.Lets(channel))
        {
            await FocusAsync();
        }
    }

    private Task FocusAsync() => _heading.FocusAsync().AsTask();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The channels could not be read")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
