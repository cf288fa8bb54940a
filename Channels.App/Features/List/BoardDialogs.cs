using Channels.App.Components;
using Channels.App.Features.Connect;
using Channels.App.Features.Create;
using Channels.App.Features.Manage;
using Channels.App.Features.Official;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Channels.App.Features.List;

/// <summary>
/// Opens the board's dialogs: those that somebody presses a button for, and the connect dialog that the address names.
/// It draws nothing itself.
/// </summary>
public sealed class BoardDialogs : ComponentBase, IDisposable
{
    internal static readonly DialogOptions Narrow = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        CloseButton = true,
        CloseOnEscapeKey = true,
        CloseOnNavigation = false,
    };

    /// <summary>A press beside it does not lose what was entered or begun.</summary>
    internal static readonly DialogOptions Careful = Narrow with { BackdropClick = false };

    private static readonly DialogOptions Wide = Careful with { MaxWidth = MaxWidth.Medium };

    private IDialogReference? _connectDialog;
    private ChannelId? _followed;
    private ChannelId? _new;
    private bool _connectOpens;
    private bool _canOpen;
    private bool _creates;
    private bool _disposed;

    [Parameter, EditorRequired]
    public BoardChannels Channels { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardAddress Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public BoardHolds Holds { get; set; } = null!;

    /// <summary>How a new channel can be connected.</summary>
    [Parameter]
    public IReadOnlyList<OfferedMethod> Methods { get; set; } = [];

    /// <summary>The reader is somebody who connects; to others the address that asks for it says why nothing opens.</summary>
    [Parameter]
    public bool MayConnect { get; set; }

    /// <summary>The channel whose connect dialog is to be open; null until it can be.</summary>
    [Parameter]
    public ChannelId? Connecting { get; set; }

    /// <summary>From before the page read the channels.</summary>
    [Parameter]
    public FeedMark From { get; set; }

    /// <summary>The reader left a dialog about the channel.</summary>
    [Parameter]
    public EventCallback<ChannelId> OnLeave { get; set; }

    /// <summary>How a return from Facebook ended, where the channel's reason does not say it.</summary>
    [SupplyParameterFromQuery(Name = "facebook")]
    private string? FacebookInAddress { get; set; }

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Strings> L { get; set; } = null!;

    public void Dispose()
    {
        _disposed = true;
        _connectDialog?.Close();
    }

    /// <summary>Asks for a new channel and goes on to connect it.</summary>
    /// <param name="method">The method, where it was chosen already.</param>
    public async Task CreateAsync(ConnectionMethod? method = null)
    {
        if (!Channels.HasRoom || _creates)
        {
            return;
        }

        _creates = true;
        var parameters = new DialogParameters<CreateDialog> { { x => x.Methods, Methods }, { x => x.Chosen, method } };
        var dialog = await Dialogs.ShowAsync<CreateDialog>(L["Board_Create"], parameters, Wide);
        var made = await dialog.GetReturnValueAsync<ChannelSnapshot>();
        _creates = false;
        if (made is { } created)
        {
            _new = created.Id;
            Address.Connect(created.Id);
        }
    }

    public Task ConnectAsync(ChannelId id)
    {
        Address.Connect(id);
        return Task.CompletedTask;
    }

    /// <returns>Null while another dialog about the channel is open.</returns>
    internal async Task<IDialogReference?> OpenAsync<TDialog>(ChannelId id, string title)
        where TDialog : ComponentBase, IAboutChannel
    {
        if (!Holds.Open(id))
        {
            return null;
        }

        var parameters = new DialogParameters { [nameof(IAboutChannel.Snapshot)] = Channels.Find(id) };
        var dialog = await Dialogs.ShowAsync<TDialog>(title, parameters, Narrow);
        _ = HoldAsync(id, dialog);
        return dialog;
    }

    protected override bool ShouldRender() => false;

    // Only where the address says something else: while a dialog closes, it still names the channel.
    protected override Task OnParametersSetAsync() => Connecting == _followed ? Task.CompletedTask : FollowAsync();

    // A prerendered page cannot open a dialog.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _canOpen = true;
            SayReturn();
            TurnAway();
            await FollowAsync();
        }
    }

    private async Task FollowAsync()
    {
        if (!_canOpen)
        {
            return;
        }

        _followed = Connecting;
        if (_connectDialog is { } other)
        {
            // Once it is closed, the next one follows.
            other.Close();
        }
        else if (Connecting is { } id && !_connectOpens)
        {
            _connectOpens = true;
            var start = Address.TakeAsked(id);
            _connectDialog = await (Channels.Find(id) is { Method: ConnectionMethod.MetaCloud } official ? OpenAsync(official) : OpenAsync(id, start));
            _connectOpens = false;
            _ = LeaveAddressAsync(id, _connectDialog);
            if (Connecting != id)
            {
                _connectDialog.Close();
            }
        }
    }

    private Task<IDialogReference> OpenAsync(ChannelId id, bool start)
    {
        var parameters = new DialogParameters<ConnectDialog> { { x => x.Id, id }, { x => x.Start, start }, { x => x.IsNew, _new == id } };
        _new = null;
        return Dialogs.ShowAsync<ConnectDialog>(L["Connect_Title"], parameters, Wide);
    }

    private Task<IDialogReference> OpenAsync(ChannelSnapshot official)
    {
        var note = FacebookInAddress switch
        {
            "outra-conta" => L["Official_OtherAccountText"].Value,
            "nao-renovada" => L["Official_NotRenewedText"].Value,
            "outra-aba" => L["Official_OvertakenText"].Value,
            _ => null,
        };
        var parameters = new DialogParameters<OfficialDialog>
        {
            { x => x.Snapshot, official },
            { x => x.Ways, Methods.Select(x => x.Ways).OfType<OfficialWays>().FirstOrDefault() ?? new OfficialWays(ByFacebook: false, AppId: "") },
            { x => x.From, From },
            { x => x.Note, note },
        };
        return Dialogs.ShowAsync<OfficialDialog>(L["Connect_Title"], parameters, Careful);
    }

    private void SayReturn()
    {
        if (FacebookInAddress == "invalida")
        {
            Snackbar.Add(L["Official_ReturnInvalid"], Severity.Warning, options => options.RequireInteraction = true);
            Address.Clean();
        }
    }

    private void TurnAway()
    {
        if (!MayConnect && Address.Open is not null)
        {
            Snackbar.Add(L["Board_ConnectIsForAdministrators"], Severity.Info, options => options.RequireInteraction = true);
            Address.Clean();
        }
    }

    private async Task LeaveAddressAsync(ChannelId id, IDialogReference dialog)
    {
        var result = await dialog.Result;
        _connectDialog = null;
        if (_disposed)
        {
            return;
        }

        if (Address.Open != id)
        {
            // The reader went on by the browser's own buttons, perhaps to another channel's dialog.
            await FollowAsync();
            return;
        }

        await JS.InvokeVoidAsync("focusOn", id.ToString());
        Address.Close();
        await OnLeave.InvokeAsync(id);
        if (result?.Data is CardAction.TestSend)
        {
            await OpenAsync<TestSendDialog>(id, L["TestSend_Title"]);
        }
    }

    private async Task HoldAsync(ChannelId id, IDialogReference dialog)
    {
        await dialog.Result;
        Holds.Close(id);
        await OnLeave.InvokeAsync(id);
    }
}
