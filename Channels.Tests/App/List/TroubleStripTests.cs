using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.List.Cards;
using Channels.App.Features.List.Wall;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace Channels.Tests.App.List;

/// <summary>What is in trouble comes first, and moves nothing where somebody points.</summary>
public sealed class TroubleStripTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");
    private readonly ChannelSnapshot _shop = Snapshots.Of("Loja", ReasonCode.LoggedOutOnPhone);
    private Preferences _own = Preferences.Default;

    public TroubleStripTests()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales, _support, _shop], 5, [], []));
        UseCases.Answer<ReadPreferences, Preferences>(_ => _own);
        UseCases.Answer<ChangePreferences, Preferences>(x => _own = _own with { View = x.View ?? _own.View, Order = x.Order ?? _own.Order });
    }

    [Fact]
    public async Task Strip_NamesWhatIsInTrouble_AndIsGoneWithIt()
    {
        var board = Render<ChannelBoard>();
        Assert.Equal(("1 instância precisa de atenção", "Loja"), (board.Find(".trouble h2").TextContent, board.Find("[data-trouble]").TextContent));

        Feed.Publish(_sales.Next(ReasonCode.Replaced));
        await UntilAsync(board, () => Assert.Equal("2 instâncias precisam de atenção", board.Find(".trouble h2").TextContent));

        Feed.Publish(_shop.Next(ReasonCode.Connected));
        Feed.Publish(_sales.Next(ReasonCode.Replaced).Next(ReasonCode.Connected));
        await UntilAsync(board, () => Assert.Empty(board.FindAll(".trouble")));
        Assert.Single(board.FindAll(".place"));
    }

    [Fact]
    public async Task Drop_BecomesTroubleByTheClockAlone_OnCardChipCountAndStrip()
    {
        var board = Render<ChannelBoard>();
        Feed.Publish(_sales.Next(ReasonCode.Reconnecting));
        board.WaitForAssertion(() => Assert.Equal("1", board.Find("[data-chip=Connecting] .count").TextContent));
        Assert.Equal("busy", Tone(board, _sales));

        Time.Advance(ChannelSnapshot.LateAfter);

        board.WaitForAssertion(() => Assert.Equal("bad", Tone(board, _sales)));
        Assert.Equal("2", board.Find("[data-chip=Trouble] .count").TextContent);
        Assert.Contains("alarm", board.Find("[data-chip=Trouble]").ClassList);
        Assert.Equal(["Loja", "Vendas"], board.FindAll("[data-trouble]").Select(x => x.TextContent).Order());
    }

    [Fact]
    public async Task Name_ClearsAFilterThatHidesItsCard_AndBringsItIntoView()
    {
        var board = Render<ChannelBoard>();
        await PressAsync(board, () => board.Find("[data-chip=Connected]"));
        Assert.Equal(["Vendas", "Suporte"], Names(board));

        await PressAsync(board, () => board.Find($"[data-trouble='{_shop.Id}']"));

        Assert.Equal(["Vendas", "Suporte", "Loja"], Names(board));
        Assert.Equal(_shop.Id.ToString(), Assert.Single(JSInterop.Invocations["bringIntoView"]).Arguments[0]);
    }

    [Fact]
    public async Task Order_OfTheCards_IsChosenAndRemembered()
    {
        var board = Render<ChannelBoard>();

        await board.InvokeAsync(() => board.Find("[data-sort-by]").ChangeAsync("Status"));

        Assert.Equal(["Loja", "Vendas", "Suporte"], Names(board));
        Assert.Equal(BoardOrder.TroubleFirst, _own.Order);
        Assert.Equal(["Loja", "Vendas", "Suporte"], Names(Render<ChannelBoard>()));
    }

    [Theory]
    [InlineData(BoardOrder.Name, "Loja", "Suporte", "Vendas")]
    [InlineData(BoardOrder.Newest, "Loja", "Suporte", "Vendas")]
    [InlineData(BoardOrder.Oldest, "Vendas", "Suporte", "Loja")]
    public void Order_OfEachKind(BoardOrder order, params string[] names)
    {
        _own = _own with { Order = order };

        Assert.Equal(names, Names(Render<ChannelBoard>()));
    }

    [Fact]
    public async Task TroubleFirst_MovesNothingWhileSomebodyPointsAtTheCards()
    {
        _own = _own with { Order = BoardOrder.TroubleFirst };
        var board = Render<ChannelBoard>();
        await board.InvokeAsync(() => board.Find(".grid").PointerEnterAsync(new PointerEventArgs()));

        Feed.Publish(_support.Next(ReasonCode.Replaced));
        await UntilAsync(board, () => Assert.Equal("bad", Tone(board, _support)));
        Assert.Equal(["Loja", "Vendas", "Suporte"], Names(board));

        await board.InvokeAsync(() => board.Find(".grid").PointerLeaveAsync(new PointerEventArgs()));
        Assert.Equal(["Suporte", "Loja", "Vendas"], Names(board).OrderBy(x => x == "Vendas"));
        Assert.Equal("Vendas", Names(board)[^1]);
    }

    [Fact]
    public async Task Wall_ShowsTroubleFirst_ForHowLong_AndHasNothingToPress()
    {
        SignIn(Role.Operator);
        var wall = Render<TvPage>();
        Assert.Equal(["Loja", "Vendas", "Suporte"], wall.FindAll("li strong").Select(x => x.TextContent));
        Assert.Equal("1 instância precisa de atenção", wall.Find("header p").TextContent.Trim());
        Assert.Empty(wall.FindAll("button, a, input"));
        Assert.Equal(3, wall.FindAll("elapsed-time").Count);

        Feed.Publish(_sales.Next(ReasonCode.Reconnecting));
        wall.WaitForAssertion(() => Assert.Equal("busy", wall.Find($"[data-channel='{_sales.Id}']").ClassName));
        Time.Advance(ChannelSnapshot.LateAfter);
        wall.WaitForAssertion(() => Assert.Equal("bad", wall.Find($"[data-channel='{_sales.Id}']").ClassName));
        Assert.Equal("Suporte", wall.FindAll("li strong")[^1].TextContent);
    }

    [Fact]
    public void Wall_ThatCannotRead_SaysSoAndTriesAgain()
    {
        UseCases.Fail<ListChannels>(new InvalidOperationException("no store"));
        var wall = Render<TvPage>();
        Assert.Single(wall.FindAll("[role=alert]"));

        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales], 5, [], []));
        Time.Advance(TvPage.Pause);

        wall.WaitForAssertion(() => Assert.Equal("Vendas", wall.Find("li strong").TextContent));
        Assert.Empty(wall.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Dispose_OfTheWall_ReleasesTheSubscription()
    {
        Render<TvPage>();
        Assert.Equal(1, Feed.Viewers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Feed.Viewers);
    }

    private static string? Tone(IRenderedComponent<ChannelBoard> board, ChannelSnapshot channel) =>
        board.Find($"article[data-channel='{channel.Id}']").ClassList[^1];

    private static List<string> Names(IRenderedComponent<ChannelBoard> board) => [.. board.FindAll("article h2").Select(x => x.TextContent)];
}
