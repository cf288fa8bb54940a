using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.Manage;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.List;

/// <summary>The dialogs that the board opens, on a link so slow that a button is pressed again before its dialog shows.</summary>
public sealed class BoardDialogsTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly IRenderedComponent<MudDialogProvider> _dialogs;
    private readonly IRenderedComponent<MudSnackbarProvider> _messages;

    public BoardDialogsTests()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales], 5, [], []));
        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => new RemovalPreview(_sales, LinkedCounts.None, false, [], [], HasRoom: true, []));
        UseCases.Answer<ViewPairingCode, ChannelSnapshot>(_ => _sales);
        _messages = Render<MudSnackbarProvider>();
        _dialogs = Render<MudDialogProvider>();
    }

    [Theory]
    [InlineData(".create-button")]
    [InlineData("[data-action=Rename]")]
    [InlineData("[data-action=Remove]")]
    public async Task Button_PressedTwice_OpensOneDialog_AndAnotherOnceItIsClosed(string button)
    {
        var board = Render<ChannelBoard>();

        await PressTwiceAsync(board, button);
        await PressAsync(_dialogs, "Cancelar");
        _dialogs.WaitForAssertion(() => Assert.Empty(_dialogs.FindAll("[role=dialog]")));

        await PressTwiceAsync(board, button);
    }

    [Fact]
    public async Task Connect_AskedForTwice_OpensOneDialog()
    {
        var board = Render<ChannelBoard>();

        await Task.WhenAll(FollowAsync(board, _sales.Id), FollowAsync(board, _sales.Id));

        await OneIsOpenAsync();
    }

    [Fact]
    public void AddressThatConnects_OpensNothingForAnOperator_AndSaysWhy()
    {
        SignIn(Role.Operator);

        Render<ChannelBoard>(parameters => parameters.Add(x => x.Id, _sales.Id.Value));

        _messages.WaitForAssertion(() => Assert.Contains("Peça a um administrador", _messages.Markup, StringComparison.Ordinal));
        Assert.Empty(_dialogs.FindAll("[role=dialog]"));
        Assert.EndsWith("/canais", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReasonCode.DisconnectedBy, "info")]
    [InlineData(ReasonCode.DisconnectedDeviceListed, "warning")]
    public async Task Disconnect_WithoutWhatsAppKnowing_IsAWarning(ReasonCode code, string severity)
    {
        UseCases.Answer<DisconnectChannel, ChannelSnapshot>(_ => _sales.Next(new StatusReason(code) { Who = "Ana" }));
        var board = Render<ChannelBoard>();
        await PressAsync(board, () => board.Find("[aria-haspopup=menu]"));

        var press = PressAsync(board, () => board.Find("[role=menuitem][data-action=Disconnect]"));
        _dialogs.WaitForAssertion(() => Button(_dialogs, "Desconectar"));
        await PressAsync(_dialogs, "Desconectar");
        await press;

        _messages.WaitForAssertion(() => Assert.NotEmpty(_messages.FindAll($".mud-alert-filled-{severity}")));
    }

    [Theory]
    [InlineData(ReasonCode.Connected, true, false)]
    [InlineData(ReasonCode.Reconnecting, true, true)]
    [InlineData(ReasonCode.CodeOnScreen, false, false)]
    public async Task Disconnect_OfAnInstanceThatIsOffline_SaysWhatMayBeLeft(ReasonCode code, bool linked, bool said)
    {
        var (page, _) = await OpenAsync<DisconnectDialog>(
            new DialogParameters<DisconnectDialog> { { x => x.Snapshot, Snapshots.Of("Vendas", code) with { IsLinked = linked } } });

        Assert.Equal(said, page.FindAll(".offline").Count == 1);
    }

    [Fact]
    public async Task Connected_TryToSend_OpensThatDialogNext()
    {
        Render<ChannelBoard>(parameters => parameters.Add(x => x.Id, _sales.Id.Value));
        _dialogs.WaitForAssertion(() => Button(_dialogs, "Testar envio"));

        await PressAsync(_dialogs, "Testar envio");

        _dialogs.WaitForAssertion(() => Assert.NotEmpty(_dialogs.FindAll("#test-send")));
    }

    [Theory]
    [InlineData(ConnectionMethod.WhatsAppWeb, ".name input")]
    [InlineData(ConnectionMethod.MetaCloud, ".obstacle")]
    public void EmptyBoard_StartsTheMethodOfItsCard(ConnectionMethod method, string shown)
    {
        OfferNothing();
        var board = Render<ChannelBoard>();

        // Until the dialog is closed.
        _ = PressAsync(board, () => board.Find($".methods button[data-method={method}]"));

        _dialogs.WaitForAssertion(() => Assert.NotEmpty(_dialogs.FindAll(shown)));
    }

    [Fact]
    public void EmptyBoard_OfAnOperator_StartsNothing()
    {
        OfferNothing();
        SignIn(Role.Operator);

        var board = Render<ChannelBoard>();

        Assert.Equal(2, board.FindAll(".methods > div").Count);
        Assert.Empty(board.FindAll(".methods button"));
    }

    private void OfferNothing() => UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList(
        [],
        5,
        [new OfferedMethod(ConnectionMethod.WhatsAppWeb, null), new OfferedMethod(ConnectionMethod.MetaCloud, GatewayObstacle.MetaNotConfigured)],
        []));

    private async Task PressTwiceAsync(IRenderedComponent<ChannelBoard> board, string button)
    {
        _ = PressAsync(board, () => board.Find(button));
        _ = PressAsync(board, () => board.Find(button));
        await OneIsOpenAsync();
    }

    private static Task FollowAsync(IRenderedComponent<ChannelBoard> board, ChannelId id) =>
        board.InvokeAsync(() => board.Render(parameters => parameters.Add(x => x.Id, id.Value)));

    private async Task OneIsOpenAsync()
    {
        _dialogs.WaitForAssertion(() => Assert.NotEmpty(_dialogs.FindAll("[role=dialog]")));
        // Whatever the second press did is done before this.
        await _dialogs.InvokeAsync(() => { });
        Assert.Single(_dialogs.FindAll("[role=dialog]"));
    }
}
