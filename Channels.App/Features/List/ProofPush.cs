using System.Globalization;
using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Channels.App.Features.List;

/// <summary>
/// Tells the browser of new proofs, by one small call at a time and for shown channels only; js/proofs.js puts them on
/// the cards, so that nothing is drawn here.
/// </summary>
public sealed class ProofPush : ComponentBase, IDisposable
{
    // A call into a browser that is out of reach is never answered.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private IDisposable? _subscription;
    private readonly HashSet<ChannelId> _gone = [];
    private ITimer? _retry;
    private bool _toldAll;
    private bool _over;

    [Parameter, EditorRequired]
    public BoardProofs Proofs { get; set; } = null!;

    /// <summary>What the cards themselves show of it is different.</summary>
    [Parameter]
    public EventCallback OnOutlook { get; set; }

    [Inject]
    private ProofFeed Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        _over = true;
        _retry?.Dispose();
        _subscription?.Dispose();
    }

    protected override bool ShouldRender() => false;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _subscription = Feed.Subscribe(Reader, changed => InvokeAsync(() => HearAsync(changed)));
        }
    }

    private async Task HearAsync(ProofNews heard)
    {
        Proofs.Apply(heard.Changed);
        Proofs.Forget(heard.Gone);
        if (Proofs.Take(heard.Outlooks))
        {
            await OnOutlook.InvokeAsync();
        }

        _gone.UnionWith(heard.Gone);
        await TellAsync(heard.Changed);
    }

    private async Task TellAsync(IReadOnlyList<ChannelProof> changed)
    {
        var news = _toldAll ? changed.Where(x => Proofs.IsShown(x.Id)).Select(x => Proofs.Of(x.Id)) : Proofs.Shown;
        // As text: for a number among objects, a circuit's serializer would learn and keep each of its two dozen interfaces.
        string?[][] rows = [.. news.Select(x => new[] { x.Id.ToString(), Text(x.ConfirmedAt), Text(x.ReceivedAt), Text(x.SentAt) })];
        string[] gone = [.. _gone.Select(x => x.ToString())];
        if (rows.Length == 0 && gone.Length == 0)
        {
            return;
        }

        try
        {
            // What does not arrive is told again, all of it.
            _toldAll = false;
            await JS.InvokeVoidAsync("proofs.tell", Patience, Text(Time.GetUtcNow()), rows, gone);
            _toldAll = true;
            _gone.Clear();
        }
        catch (Exception problem) when (problem is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The browser is out of reach, which it says itself, or has not loaded js/proofs.js yet; and nothing new may
            // ever come.
            _retry?.Dispose();
            _retry = _over ? null : Time.CreateTimer(_ => _ = InvokeAsync(RetryAsync), null, ProofFeed.Interval, Timeout.InfiniteTimeSpan);
        }
    }

    private Task RetryAsync() => _over || _toldAll ? Task.CompletedTask : TellAsync([]);

    /// <summary>An instant as js/proofs.js takes it.</summary>
    internal static string? Text(DateTimeOffset? instant) =>
        instant?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
