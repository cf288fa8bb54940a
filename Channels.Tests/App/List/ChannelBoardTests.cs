using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.List.Cards;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.List;

public sealed class ChannelBoardTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.LoggedOutOnPhone, "552134567000");
    private int _limit = 3;

    public ChannelBoardTests() =>
        UseCases.Answer<ListChannels, ChannelList>(_ => List(_sales, _support));

    [Fact]
    public void Render_ShowsEachInstanceAndTheCounter()
    {
        var board = RenderFor(Role.Administrator);

        Assert.Equal("Canais — WhatsApp", board.Find("h1").TextContent);
        Assert.Equal(["Vendas", "Suporte"], board.FindAll("article h2").Select(x => x.TextContent));
        Assert.Equal("2 de 3 conexões", board.Find(".counter .text").TextContent);
    }

    [Fact]
    public void Publish_OfAChange_IsShownWithoutReading()
    {
        var board = RenderFor(Role.Operator);

        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));

        board.WaitForAssertion(() => Assert.Equal("Desconectado", StatusOf(board, _sales)));
        Assert.Equal(1, UseCases.Count<ListChannels>());
    }

    [Fact]
    public void Publish_OfAChange_DrawsNoOtherCardAgain()
    {
        var board = RenderFor(Role.Administrator);
        var cards = board.FindComponents<ChannelCard>();
        var before = cards.Select(x => x.RenderCount).ToList();

        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));

        board.WaitForAssertion(() => Assert.Equal("Desconectado", StatusOf(board, _sales)));
        Assert.Equal([before[0] + 1, before[1]], board.FindComponents<ChannelCard>().Select(x => x.RenderCount));
    }

    [Fact]
    public void Publish_OfARemoval_TakesTheCardAway()
    {
        var board = RenderFor(Role.Administrator);

        Feed.PublishRemoved(_sales.Id);

        board.WaitForAssertion(() => Assert.Equal("Suporte", Assert.Single(board.FindAll("article h2")).TextContent));
        Assert.Equal("1 de 3 conexões", board.Find(".counter .text").TextContent);
    }

    [Fact]
    public void Publish_OfALowerLimit_ShowsTheCounterInTheErrorColorAndClosesCreation()
    {
        var board = RenderFor(Role.Administrator);

        Feed.PublishLimit(1);

        board.WaitForAssertion(() => Assert.Equal("2 de 1 conexão", board.Find(".counter.over .text").TextContent));
        var create = board.Find(".create-button");
        Assert.Equal("true", create.GetAttribute("aria-disabled"));
        Assert.False(create.HasAttribute("disabled"));
        Assert.Equal(
            "Para criar outra, remova uma instância ou amplie o plano.", board.Find("#" + create.GetAttribute("aria-describedby")).TextContent);
        Assert.Empty(board.FindAll(".board-head #limit-reason"));
    }

    [Fact]
    public async Task Dispose_ReleasesTheSubscription()
    {
        RenderFor(Role.Operator);
        Assert.Equal(1, Feed.Viewers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Feed.Viewers);
    }

    [Fact]
    public void Render_ForAnOperator_OffersOnlyToRefresh()
    {
        var board = RenderFor(Role.Operator);

        Assert.All(board.FindAll("article footer button"), x => Assert.Equal("Atualizar", x.TextContent.Trim()));
        Assert.Empty(board.FindAll(".create-button"));
        Assert.Contains("Peça a um administrador", board.Find($"[data-channel='{_support.Id}']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithNothingYet_ExplainsBothMethods()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => List());

        var board = RenderFor(Role.Administrator);

        Assert.Contains("Nenhuma instância ainda", board.Markup, StringComparison.Ordinal);
        Assert.Contains("QR Code (WhatsApp Web)", board.Markup, StringComparison.Ordinal);
        Assert.Contains("WhatsApp Meta API (API Oficial)", board.Markup, StringComparison.Ordinal);
        Assert.Equal("0 de 3 conexões", board.Find(".counter .text").TextContent);
    }

    [Fact]
    public async Task Render_WhenReadingFails_OffersARetryAndNeverLooksEmpty()
    {
        UseCases.Fail<ListChannels>(new InvalidOperationException("no store"));
        var board = RenderFor(Role.Administrator);
        Assert.DoesNotContain("Nenhuma instância", board.Markup, StringComparison.Ordinal);
        Assert.NotNull(board.Find("[role=alert]"));

        UseCases.Answer<ListChannels, ChannelList>(_ => List(_sales));
        await PressAsync(board, "Tentar de novo");

        Assert.Single(board.FindAll("article"));
        Assert.Empty(board.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Refresh_WhileUnderWay_DisablesItsButton_AndThenItsCardSaysSo_AndNoMessage()
    {
        var answer = new TaskCompletionSource<RefreshedChannel>();
        UseCases.AnswerLater<RefreshChannel, RefreshedChannel>(answer.Task);
        var messages = Render<MudSnackbarProvider>();
        var board = RenderFor(Role.Operator);

        var click = PressAsync(board, () => board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]"));
        board.WaitForAssertion(() =>
            Assert.True(board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]").HasAttribute("aria-disabled")));
        answer.SetResult(new RefreshedChannel(_sales, Snapshots.Now));
        await click;

        Assert.False(board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]").HasAttribute("aria-disabled"));
        Assert.Equal(_sales.Id.ToString(), Assert.Single(JSInterop.Invocations["proofs.checked"]).Arguments[0]);
        board.WaitForAssertion(() =>
            Assert.Equal("Vendas: Conectado, confirmado agora pelo WhatsApp.", board.Find("p[aria-live]").TextContent.Trim()));
        Assert.Empty(messages.FindAll(".mud-snackbar"));
    }

    [Fact]
    public async Task Refresh_ThatWentWell_TakesTheMessageOfTheOneBeforeAway()
    {
        UseCases.Fail<RefreshChannel>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var messages = Render<MudSnackbarProvider>();
        var board = RenderFor(Role.Operator);
        await PressAsync(board, () => board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]"));
        messages.WaitForAssertion(() => Assert.Single(messages.FindAll(".mud-snackbar")));
        UseCases.Answer<RefreshChannel, RefreshedChannel>(_ => new RefreshedChannel(_sales, Snapshots.Now));

        await PressAsync(board, () => board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]"));

        messages.WaitForAssertion(() => Assert.Empty(messages.FindAll(".mud-snackbar")));
    }

    [Fact]
    public async Task Message_OfACard_GoesWithTheBoard()
    {
        UseCases.Fail<RefreshChannel>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var messages = Render<MudSnackbarProvider>();
        var board = RenderFor(Role.Operator);
        foreach (var channel in new[] { _sales, _support, _sales })
        {
            await PressAsync(board, () => board.Find($"[data-channel='{channel.Id}'] [data-action=Refresh]"));
        }

        messages.WaitForAssertion(() => Assert.Equal(2, messages.FindAll(".mud-snackbar").Count));

        await board.InvokeAsync(board.FindComponent<BoardActions>().Instance.Dispose);

        messages.WaitForAssertion(() => Assert.Empty(messages.FindAll(".mud-snackbar")));
    }

    [Fact]
    public async Task Refresh_WhenTheGatewayIsAway_SaysWhyAndKeepsTheStatus()
    {
        UseCases.Fail<RefreshChannel>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var messages = Render<MudSnackbarProvider>();
        var board = RenderFor(Role.Operator);

        await PressAsync(board, () => board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]"));

        messages.WaitForAssertion(() => Assert.Contains("não houve resposta a tempo", messages.Markup, StringComparison.Ordinal));
        Assert.Equal("Conectado", StatusOf(board, _sales));
    }

    [Fact]
    public async Task Disconnect_WhileUnderWay_IsSaidOnTheCardAndHoldsWhatWouldWaitForIt()
    {
        var answer = new TaskCompletionSource<ChannelSnapshot>();
        UseCases.AnswerLater<DisconnectChannel, ChannelSnapshot>(answer.Task);
        Render<MudSnackbarProvider>();
        var dialogs = Render<MudDialogProvider>();
        var board = RenderFor(Role.Administrator);
        await PressAsync(board, () => board.Find("[aria-haspopup=menu]"));

        var click = PressAsync(board, () => board.Find("[role=menuitem][data-action=Disconnect]"));
        dialogs.WaitForAssertion(() => Button(dialogs, "Desconectar"));
        await PressAsync(dialogs, "Desconectar");

        board.WaitForAssertion(() => Assert.Equal("Desconectando…", PendingOn(board, _sales)));
        Assert.True(board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]").HasAttribute("disabled"));
        Assert.Empty(PendingOn(board, _support));
        answer.SetResult(_sales.Next(new StatusReason(ReasonCode.DisconnectedBy) { Who = "Ana" }));
        await click;
        board.WaitForAssertion(() => Assert.Empty(PendingOn(board, _sales)));
    }

    [Fact]
    public async Task Menu_OpensOnOneCardAtATime()
    {
        var board = RenderFor(Role.Administrator);

        foreach (var i in (int[])[0, 1])
        {
            await PressAsync(board, () => board.FindAll("[aria-haspopup=menu]")[i]);
        }

        var menu = Assert.Single(board.FindAll("[role=menu]"));
        Assert.Equal(["Histórico", "Fila de envio", "Testar envio", "Proxy…", "Copiar ID interno"], menu.QuerySelectorAll("[role=menuitem]").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task Render_WithMoreThanAPage_ShowsTheRestOnDemand()
    {
        _limit = 100;
        UseCases.Answer<ListChannels, ChannelList>(
            _ => List([.. Enumerable.Range(1, 61).Select(i => Snapshots.Of($"Loja {i}"))]));
        var board = RenderFor(Role.Operator);
        Assert.Equal(60, board.FindAll("article").Count);

        await PressAsync(board, "Mostrar mais");

        Assert.Equal(61, board.FindAll("article").Count);
    }

    private IRenderedComponent<ChannelBoard> RenderFor(Role role)
    {
        SignIn(role);
        return Render<ChannelBoard>();
    }

    private ChannelList List(params ChannelSnapshot[] channels) => new(
        channels,
        _limit,
        [new OfferedMethod(ConnectionMethod.MetaCloud, GatewayObstacle.MetaNotConfigured)],
        []);

    private static string PendingOn(IRenderedComponent<ChannelBoard> board, ChannelSnapshot channel) =>
        board.Find($"[data-channel='{channel.Id}'] [role=status]").TextContent.Trim();

    private static string StatusOf(IRenderedComponent<ChannelBoard> board, ChannelSnapshot channel) =>
        board.Find($"[data-channel='{channel.Id}'] [data-status]").TextContent.Trim();
}
