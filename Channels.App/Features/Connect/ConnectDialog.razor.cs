using Channels.App.Components;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Channels.App.Features.Connect;

/// <summary>
/// Pairs one channel with a phone. It only watches what the server keeps: closing or reloading it loses nothing. A code
/// reaches it over the circuit, from the feed that asks who is watching.
/// </summary>
public sealed partial class ConnectDialog : IDisposable
{
    private ChannelWatch _watch = null!;
    private IDisposable? _codes;
    private PairingCode? _code;
    private double _secondsLeft;
    private string? _trouble;
    private RuleViolation? _refused;
    private bool _byCode;
    private bool _codeAsked;
    private bool _busy;
    private bool _disposed;

    [Parameter, EditorRequired]
    public ChannelId Id { get; set; }

    /// <summary>Somebody clicked to connect; otherwise the dialog joins whatever is under way.</summary>
    [Parameter]
    public bool Start { get; set; }

    /// <summary>The channel was created a moment ago, and this is the last step of that.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ChannelFeed Feed { get; set; } = null!;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private PairingFeed Codes { get; set; } = null!;

    [Inject]
    private Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    private ChannelSnapshot? Now => _watch.Now;

    private ConnectStage Stage =>
        Now is null ? ConnectStage.Ready : ConnectStages.Of(Now.LatestReason, _code);

    private bool IsLeaving => _watch.IsLeaving;

    private string PanelTitle => L[$"Connect_Panel_{Stage}"];

    // How the one before ended, and by whom.
    private string? PanelText => Stage == ConnectStage.Failed || Now!.LatestReason.Code is ReasonCode.CodeNotTyped
        or ReasonCode.DisconnectedBy or ReasonCode.DisconnectedDeviceListed ? Words.Of(Now!.LatestReason) : null;

    // As on the card.
    private string? Step =>
        Stage == ConnectStage.Failed && StatusLook.Of(Now!.LatestReason, Now.Method).Step is { } step ? L[step].Value : null;

    private string ConnectedText =>
        string.Join(" · ", new[] { Now!.Number is { } n ? PhoneText.Of(n) : null, Now.ProfileName }.OfType<string>());

    // A screen reader hears the stage; the code itself is nothing to read aloud.
    private string? Announcement => Now is null || IsLeaving ? null : Stage switch
    {
        ConnectStage.Connected => Words.Of(ChannelStatus.Connected),
        ConnectStage.Passkey => L["Connect_PasskeyTitle"],
        ConnectStage.Reconnecting => L["Connect_Reconnecting"],
        _ => PanelTitle,
    };

    public void Dispose()
    {
        _disposed = true;
        _watch.Dispose();
        _codes?.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _watch = new ChannelWatch(Id, onChange: Note);
        _watch.Follow(Feed, Reader, Feed.Mark, changes => InvokeAsync(() => Show(changes)));
        return RunAsync(async () =>
        {
            _watch.Take(await Dispatcher.SendAsync(new ViewPairingCode(Id)));
            if (_disposed)
            {
                // Closed while it waited: nobody would release the watch, and nobody is there to scan.
                return;
            }

            _codes = Codes.Subscribe(Reader, Id, Dispatcher.ReadActorAsync, code => InvokeAsync(() => Show(code)));
            if (Start)
            {
                _watch.Take(await Dispatcher.SendAsync(new ConnectChannel(Id)));
            }
        });
    }

    private void Show(ChannelChanges changes)
    {
        if (_watch.Apply(changes))
        {
            _code = IsLeaving ? null : _code;
            StateHasChanged();
        }
    }

    private void Show(PairingCode? code)
    {
        // A code to be typed is followed wherever it was asked for; whoever types a number meanwhile is left alone.
        _byCode = code is { TypedOn: not null } || (_byCode && code is null) || (_byCode && _code?.TypedOn is null);
        _code = code;
        _secondsLeft = code is null ? 0 : Math.Max(0, (code.Deadline - Time.GetUtcNow()).TotalSeconds);
        StateHasChanged();
    }

    private void Note(ChannelSnapshot? before, ChannelSnapshot after)
    {
        _byCode |= before is null && after.LatestReason.Code == ReasonCode.CodeNotTyped;
        _otherNumber &= after.Status != ChannelStatus.Connected;
    }

    private static string Pressed(bool isPressed) => isPressed ? "true" : "false";

    private async Task RunAsync(Func<Task> run)
    {
        _busy = true;
        (_trouble, _refused) = (null, null);
        try
        {
            await run();
        }
        catch (RuleViolation violation) when (violation.Rule == Rule.ChannelNotFound)
        {
            _watch.Lose();
        }
        catch (RuleViolation violation) when (violation.Rule is Rule.NumberNotExpected or Rule.NumberOnOtherChannel or Rule.NumberInvalid)
        {
            _refused = violation;
        }
        catch (Exception expected) when (Words.Knows(expected))
        {
            _trouble = Words.Of(expected);
        }
        finally
        {
            _busy = false;
        }
    }
}
