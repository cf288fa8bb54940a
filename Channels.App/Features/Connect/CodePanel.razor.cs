using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Channels.App.Features.Connect;

/// <summary>The way by a code that is typed on the phone: whose phone it is, then the code.</summary>
public sealed partial class CodePanel
{
    private string _number = "";
    private string? _problem;
    private RuleViolation? _refused;
    private RuleViolation? _seen;
    private PairingCode? _copied;
    private PairingCode? _changing;

    [Parameter, EditorRequired]
    public ConnectStage Stage { get; set; }

    /// <summary>The code under way; null for none, or for one to be scanned.</summary>
    [Parameter]
    public PairingCode? Code { get; set; }

    [Parameter]
    public double SecondsLeft { get; set; }

    /// <summary>What is going on.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>How the pairing before ended, where that is worth a word.</summary>
    [Parameter]
    public string? Notice { get; set; }

    /// <summary>What to do about it, where it failed.</summary>
    [Parameter]
    public string? Step { get; set; }

    /// <summary>What the channel had; proposed until somebody types.</summary>
    [Parameter]
    public PhoneNumber? Expected { get; set; }

    /// <summary>Why no code was made for the number.</summary>
    [Parameter]
    public RuleViolation? Refused { get; set; }

    /// <summary>The line that opens is one for a code to be scanned.</summary>
    [Parameter]
    public bool IsOffering { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<PhoneNumber?> OnAsk { get; set; }

    /// <summary>The number differs from the one that the channel had, and that is meant.</summary>
    [Parameter]
    public EventCallback<PhoneNumber?> OnAskOther { get; set; }

    [Inject]
    private Words Words { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    private PairingCode? Shown =>
        Code is not null && Code != _changing && Stage is ConnectStage.ToType or ConnectStage.Typed or ConnectStage.Mistyped ? Code : null;

    private PhoneReading Read => PhoneText.ReadAccount(_number);

    private string? Error => _problem is not null ? L[_problem] : _refused is not null ? Words.Of(_refused) : null;

    private bool IsOtherNumber => _problem is null && _refused?.Rule == Rule.NumberNotExpected;

    protected override void OnInitialized() => _number = Expected is null ? "" : PhoneText.Of(Expected);

    protected override void OnParametersSet()
    {
        if (_seen != Refused)
        {
            _refused = _seen = Refused;
        }

        if (Code?.TypedOn is { } typedOn && _number.Length == 0)
        {
            // After a reload, so that another code is for the same phone.
            _number = PhoneText.Of(typedOn);
        }
    }

    private void Type(string number) => (_number, _problem, _refused) = (number, null, null);

    private Task AskAsync()
    {
        _problem = Read.Problem;
        return Busy || _problem is not null ? Task.CompletedTask : OnAsk.InvokeAsync(Read.Number);
    }

    private async Task CopyAsync()
    {
        var code = Shown!;
        await using var clipboard = await JS.InvokeAsync<IJSObjectReference>("import", "/js/clipboard.js");
        _copied = await clipboard.InvokeAsync<bool>("copy", $"{code.Text[..4]}-{code.Text[4..]}") ? code : _copied;
    }
}
