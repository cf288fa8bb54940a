using System.Globalization;
using Channels.App.Live;
using Channels.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Channels.App.Features.Board;

/// <summary>
/// Tells the browser of new proofs, by one small call at a time and for shown instances only; js/proofs.js puts them on
/// the cards, so that nothing is drawn here.
/// </summary>
public sealed class ProofPush : ComponentBase, IDisposable
{
    // A call into a browser that is out of reach is never answered.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private IDisposable? _subscription;
    private bool _toldAll;

    [Parameter, EditorRequired]
    public BoardProofs Proofs { get; set; } = null!;

    /// <summary>What the cards themselves show of it is different.</summary>
    [Parameter]
    public EventCallback OnOutlook { get; set; }

    [Inject]
    private ProofFeed Feed { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override bool ShouldRender() => false;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _subscription = Feed.Subscribe(changed => InvokeAsync(() => TellAsync(changed)));
        }
    }

    private async Task TellAsync(ProofNews heard)
    {
        Proofs.Apply(heard.Changed);
        if (Proofs.Take(heard.Outlooks))
        {
            await OnOutlook.InvokeAsync();
        }

        var news = _toldAll ? heard.Changed.Where(x => Proofs.IsShown(x.Id)).Select(x => Proofs.Of(x.Id)) : Proofs.Shown;
        object?[][] rows = [.. news.Select(x => new object?[] { x.Id.ToString(), Ms(x.ConfirmedAt), Ms(x.ReceivedAt), Ms(x.SentAt) })];
        if (rows.Length == 0)
        {
            return;
        }

        try
        {
            // What does not arrive is told again with the next news.
            _toldAll = false;
            await JS.InvokeVoidAsync("proofs.tell", Patience, Time.GetUtcNow().ToUnixTimeMilliseconds(), rows);
            _toldAll = true;
        }
        catch (Exception problem) when (problem is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is out of reach and says so itself.
        }
    }

    /// <summary>An instant as js/proofs.js takes it, in an attribute.</summary>
    internal static string? Attribute(DateTimeOffset? instant) => Ms(instant)?.ToString(CultureInfo.InvariantCulture);

    private static long? Ms(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();
}
