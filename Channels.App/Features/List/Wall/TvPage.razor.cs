using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Channels.App.Features.List.Wall;

/// <summary>All channels for a screen on a wall, those in trouble first: nothing to press, and it goes on by itself.</summary>
public sealed partial class TvPage : IDisposable
{
    /// <summary>How long to wait where the channels could not be read: nobody is there to try again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private BoardChannels _channels = null!;
    private IDisposable? _subscription;
    private TurnTimer? _turning;
    private ITimer? _retry;
    private bool _loaded;
    private bool _failed;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    [Inject]
    private ILogger<TvPage> Logger { get; set; } = null!;

    /// <summary>So many that all of them are seen without scrolling on a wide screen, and as large as that allows.</summary>
    private int Columns => _channels.Matching.Count switch { <= 2 => 2, <= 6 => 3, <= 12 => 4, <= 30 => 6, <= 42 => 7, _ => 9 };

    public void Dispose()
    {
        _subscription?.Dispose();
        _turning?.Dispose();
        _retry?.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _channels = new BoardChannels(Time);
        _channels.Choose(BoardSort.Of(BoardOrder.TroubleFirst));
        if (!RendererInfo.IsInteractive)
        {
            return Task.CompletedTask;
        }

        _turning = new TurnTimer(Time, () => _ = InvokeAsync(() => Change(_channels.Turn)));
        _retry = Time.CreateTimer(_ => _ = InvokeAsync(LoadAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = Feed.Subscribe(Reader, Feed.Mark, changes => InvokeAsync(() => Change(() => _channels.Apply(changes))));
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            var list = await Dispatcher.SendAsync(new ListChannels());
            (_loaded, _failed) = (true, false);
            Change(() => _channels.Load(list));
        }
        catch (Exception exception)
        {
            Log.LoadFailed(Logger, exception);
            _failed = true;
            _retry?.Change(Pause, Timeout.InfiniteTimeSpan);
            StateHasChanged();
        }
    }

    private void Change(Action change)
    {
        change();
        _turning?.Set(_channels.TurnsAt);
        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The channels could not be read for a wall")]
        public static partial void LoadFailed(ILogger logger, Exception exception);
    }
}
