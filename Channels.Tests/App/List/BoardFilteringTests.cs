using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.List.Cards;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.List;

/// <summary>Search, chips and table of the board.</summary>
public sealed class BoardFilteringTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.LoggedOutOnPhone, "552134567000");
    private readonly ChannelSnapshot _shop = Snapshots.Of("Loja São João", ReasonCode.NeverConnected);

    public BoardFilteringTests()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales, _support, _shop], 5, [], []));
        UseCases.Answer<ChangePreferences, Preferences>(x => Preferences.Default with { View = x.View!.Value });
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Chip_WithTwoStatusesPresent_ShowsOnlyItsOwn()
    {
        var board = Render<ChannelBoard>();
        Assert.Equal(["3", "1", "1", "0", "2"], board.FindAll("[data-chip] .count").Select(x => x.TextContent));

        await PressAsync(board, () => Chip(board, BoardChip.Disconnected));

        Assert.Equal(["Suporte", "Loja São João"], Names(board));
        Assert.Equal("true", Chip(board, BoardChip.Disconnected).GetAttribute("aria-pressed"));
        Assert.EndsWith("/canais?status=desconectado", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WaitsForAPauseAndCountsWhatItLeaves()
    {
        var board = Render<ChannelBoard>();

        await board.InvokeAsync(() => board.Find("input[type=search]").InputAsync("sao joao"));
        Assert.Equal(3, Names(board).Count);
        Time.Advance(BoardToolbar.Pause);

        board.WaitForAssertion(() => Assert.Equal(["Loja São João"], Names(board)));
        Assert.Equal(["1", "0", "0", "0", "1"], board.FindAll("[data-chip] .count").Select(x => x.TextContent));
        Assert.EndsWith("/canais?busca=sao%20joao", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithoutAMatch_SaysSoAndCanBeCleared()
    {
        var board = Render<ChannelBoard>();
        await board.InvokeAsync(() => board.Find("input[type=search]").InputAsync("padaria"));
        Time.Advance(BoardToolbar.Pause);
        board.WaitForAssertion(() => Assert.NotNull(board.Find(".nothing")));
        Assert.Empty(Names(board));
        Assert.DoesNotContain("Nenhuma instância ainda", board.Markup, StringComparison.Ordinal);

        await PressAsync(board, "Limpar filtro");

        Assert.Equal(3, Names(board).Count);
        Assert.Equal("", board.Find("input[type=search]").GetAttribute("value"));
        Assert.EndsWith("/canais", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_OfAFilter_IsShownFromTheStartAndFollowed()
    {
        Navigation.NavigateTo("/canais?status=desconectado&busca=suporte");
        var board = Render<ChannelBoard>();
        Assert.Equal(["Suporte"], Names(board));
        Assert.Equal("suporte", board.Find("input[type=search]").GetAttribute("value"));

        Navigation.NavigateTo("/canais?status=conectado");

        board.WaitForAssertion(() => Assert.Equal(["Vendas"], Names(board)));
        Assert.Equal("", board.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public async Task Address_OfAnotherFilter_BeginsAtItsFirstPage()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList(
            [.. Enumerable.Range(0, 70).Select(x => Snapshots.Of($"Loja {x}"))], 100, [], []));
        var board = Render<ChannelBoard>();
        await PressAsync(board, "Mostrar mais");
        Assert.Equal(70, Names(board).Count);

        Navigation.NavigateTo("/canais?status=desconectado");

        board.WaitForAssertion(() => Assert.Equal(60, Names(board).Count));
    }

    [Fact]
    public async Task Publish_MovesACardBetweenTheChips()
    {
        var board = Render<ChannelBoard>();
        await PressAsync(board, () => Chip(board, BoardChip.Connected));

        Feed.Publish(_sales.Next(ReasonCode.Reconnecting));
        board.WaitForAssertion(() => Assert.Empty(Names(board)));
        Assert.Equal(["3", "1", "0", "1", "2"], board.FindAll("[data-chip] .count").Select(x => x.TextContent));

        Feed.Publish(_support.Next(ReasonCode.Connected));
        await UntilAsync(board, () => Assert.Equal(["Suporte"], Names(board)));
    }

    [Fact]
    public async Task Publish_WhileTheMenuIsOpen_KeepsTheCardUntilItIsClosed()
    {
        var board = Render<ChannelBoard>();
        await PressAsync(board, () => Chip(board, BoardChip.Connected));
        await PressAsync(board, () => board.Find("[aria-haspopup=menu]"));

        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));
        board.WaitForAssertion(() => Assert.Equal("0", Chip(board, BoardChip.Connected).QuerySelector(".count")!.TextContent));

        Assert.Equal(["Vendas"], Names(board));
        Assert.NotNull(board.Find("[role=menu]"));
        await board.InvokeAsync(() => board.Find("[role=menu]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" }));
        Assert.Empty(Names(board));
    }

    [Fact]
    public async Task Publish_WhileItsDialogIsOpen_KeepsTheCardUntilItIsClosed()
    {
        var dialogs = Render<MudDialogProvider>();
        var board = Render<ChannelBoard>();
        await PressAsync(board, () => Chip(board, BoardChip.Connected));
        await PressAsync(board, () => board.Find("[data-action=Rename]"));
        dialogs.WaitForAssertion(() => Button(dialogs, "Cancelar"));

        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));
        board.WaitForAssertion(() => Assert.Equal("0", Chip(board, BoardChip.Connected).QuerySelector(".count")!.TextContent));
        Assert.Equal(["Vendas"], Names(board));

        await PressAsync(dialogs, "Cancelar");
        board.WaitForAssertion(() => Assert.Empty(Names(board)));
    }

    [Fact]
    public async Task Publish_WithoutAnotherCount_DrawsNoToolbar()
    {
        var board = Render<ChannelBoard>();
        var before = board.FindComponent<BoardToolbar>().RenderCount;

        Feed.Publish(_sales.Next(ReasonCode.ConnectedRestricted));
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll("article.warning")));
        Assert.Equal(before, board.FindComponent<BoardToolbar>().RenderCount);

        Feed.Publish(_sales.Next(ReasonCode.ConnectedRestricted).Next(ReasonCode.Replaced));
        await UntilAsync(board, () => Assert.Equal(before + 1, board.FindComponent<BoardToolbar>().RenderCount));
    }

    [Fact]
    public async Task Table_ShowsWhatTheCardsShow_AndIsKept()
    {
        var board = Render<ChannelBoard>();
        var cards = Told(board, "article", "h2", ".why");

        await PressAsync(board, () => board.Find("[data-view=Table]"));

        Assert.Equal(cards, Told(board, "tbody tr", ".name", ".why .text"));
        Assert.Equal([BoardView.Table], UseCases.Sent.OfType<ChangePreferences>().Select(x => x.View));
        Assert.Empty(board.FindAll("article"));
    }

    [Fact]
    public async Task Table_OffersWhatTheCardOffers()
    {
        UseCases.Answer<ReadPreferences, Preferences>(_ => Preferences.Default with { View = BoardView.Table });
        var board = Render<ChannelBoard>();

        await PressAsync(board, () => board.FindAll("tbody tr")[1].QuerySelector("[aria-haspopup=menu]")!);

        Assert.Equal("Conectar", board.FindAll("tbody tr")[1].QuerySelector(".btn")!.TextContent.Trim());
        Assert.Equal(
            ["Atualizar", "Editar nome", "Remover", "Histórico", "Fila de envio", "Testar envio", "Proxy…", "Copiar ID interno"],
            board.FindAll("[role=menuitem]").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public void Table_ForAnOperator_OffersOnlyToRefresh()
    {
        UseCases.Answer<ReadPreferences, Preferences>(_ => Preferences.Default with { View = BoardView.Table });
        SignIn(Role.Operator);

        var board = Render<ChannelBoard>();

        Assert.All(board.FindAll("tbody .btn"), x => Assert.Equal("Atualizar", x.TextContent.Trim()));
    }

    [Fact]
    public async Task Table_Sorted_SaysSoAndGoesBack()
    {
        UseCases.Answer<ReadPreferences, Preferences>(_ => Preferences.Default with { View = BoardView.Table });
        var board = Render<ChannelBoard>();

        await PressAsync(board, () => board.Find("[data-sort=Name]"));
        Assert.Equal(["Loja São João", "Suporte", "Vendas"], Rows(board));
        Assert.Equal("ascending", Assert.Single(board.FindAll("[aria-sort]")).GetAttribute("aria-sort"));

        await PressAsync(board, () => board.Find("[data-sort=Name]"));
        Assert.Equal(["Vendas", "Suporte", "Loja São João"], Rows(board));
        Assert.Equal("descending", board.Find("[aria-sort]").GetAttribute("aria-sort"));

        await PressAsync(board, () => board.Find("[data-sort=Name]"));
        Assert.Equal(["Vendas", "Suporte", "Loja São João"], Rows(board));
        Assert.Empty(board.FindAll("[aria-sort]"));
    }

    [Fact]
    public async Task Publish_InTheTable_DrawsOneRow()
    {
        UseCases.Answer<ReadPreferences, Preferences>(_ => Preferences.Default with { View = BoardView.Table });
        var board = Render<ChannelBoard>();
        var before = board.FindComponents<ChannelRow>().Select(x => x.RenderCount).ToList();

        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));

        await UntilAsync(board, () => Assert.Equal("Desconectado", board.Find("[data-status]").TextContent.Trim()));
        Assert.Equal([before[0] + 1, before[1], before[2]], board.FindComponents<ChannelRow>().Select(x => x.RenderCount));
    }

    private static AngleSharp.Dom.IElement Chip(IRenderedComponent<ChannelBoard> board, BoardChip chip) =>
        board.Find($"[data-chip={chip}]");

    private static List<string> Names(IRenderedComponent<ChannelBoard> board) => [.. board.FindAll("article h2").Select(x => x.TextContent)];

    private static IEnumerable<string> Rows(IRenderedComponent<ChannelBoard> board) =>
        board.FindAll("tbody .name").Select(x => x.TextContent.Trim());

    private static List<(string?, string, string, string)> Told(
        IRenderedComponent<ChannelBoard> board, string each, string name, string why) =>
    [
        .. board.FindAll(each).Select(x => (
            x.GetAttribute("data-channel"),
            x.QuerySelector(name)!.TextContent.Trim(),
            x.QuerySelector("[data-status]")!.TextContent.Trim(),
            x.QuerySelector(why)?.TextContent.Trim() ?? "")),
    ];
}
