using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.List.Wall;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.List;

public sealed class StoreStripTests : MudContext
{
    private readonly StoreOutage _full = new(StoreTrouble.Full, Snapshots.Now);
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.LoggedOutOnPhone, "552134567000");

    public StoreStripTests() =>
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales, _support], 3, [], []));

    [Fact]
    public async Task Outage_IsSaidOnTheBoard_AndNoCardClaimsThatMessagesPass()
    {
        var board = Render<ChannelBoard>();
        Assert.Empty(board.FindAll("[data-outage], [data-unwritten]"));
        Assert.NotEmpty(board.FindAll("sign-of-life, just-checked"));

        await TellAsync(_full);

        await UntilAsync(board, () => Assert.Equal(2, board.FindAll("[data-unwritten]").Count));
        Assert.StartsWith("Não é possível gravar desde", board.Find("[data-outage] h2").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("o disco do servidor está cheio.", board.Find("[data-outage] h2").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("enviadas e recebidas normalmente", board.Markup, StringComparison.Ordinal);
        Assert.Contains("O aparelho foi desconectado pelo celular", board.Markup, StringComparison.Ordinal);
        Assert.Empty(board.FindAll("sign-of-life, just-checked"));

        await TellAsync(null);

        await UntilAsync(board, () => Assert.Empty(board.FindAll("[data-outage], [data-unwritten]")));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Operator)]
    public async Task Outage_StandsOnAPageThatIsOpenedDuringIt(Role role)
    {
        await TellAsync(_full with { Trouble = StoreTrouble.ReadOnly });
        SignIn(role);

        var board = Render<ChannelBoard>();

        Assert.Contains("só permite leitura", board.Find("[data-outage]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, board.FindAll("[data-unwritten]").Count);
    }

    [Fact]
    public async Task Outage_StandsInTheTableToo()
    {
        UseCases.Answer<Channels.Domain.UseCases.People.ReadPreferences, Preferences>(_ => Preferences.Default with { View = BoardView.Table });
        await TellAsync(_full);

        var board = Render<ChannelBoard>();

        Assert.Equal(2, board.FindAll("tr [data-unwritten]").Count);
        Assert.DoesNotContain("enviadas e recebidas normalmente", board.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outage_StandsOnTheWall_AsLongAsItLasts()
    {
        SignIn(Role.Operator);
        var wall = Render<TvPage>();

        await TellAsync(_full);
        await UntilAsync(wall, () => Assert.Contains("disco do servidor está cheio", wall.Find("[data-outage]").TextContent, StringComparison.Ordinal));

        await TellAsync(null);
        await UntilAsync(wall, () => Assert.Empty(wall.FindAll("[data-outage]")));
    }

    [Fact]
    public async Task Refresh_ThatCannotBeWritten_IsANoticeAndLeavesTheBoard()
    {
        UseCases.Fail<RefreshChannel>(new StoreUnavailable(StoreTrouble.Full));
        var notices = Render<MudSnackbarProvider>();
        var board = Render<ChannelBoard>();

        await PressAsync(board, () => board.Find($"[data-channel='{_sales.Id}'] [data-action=Refresh]"));

        notices.WaitForAssertion(() => Assert.Contains("Não foi possível gravar: o disco do servidor está cheio.", notices.Markup, StringComparison.Ordinal));
        Assert.Equal(2, board.FindAll("article").Count);
    }

    [Fact]
    public async Task Dispose_ReleasesTheSubscription()
    {
        Render<ChannelBoard>();
        Assert.Equal(1, Store.Viewers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Store.Viewers);
    }

    private Task TellAsync(StoreOutage? outage) => Store.Handle(new StoreChanged(outage), CancellationToken.None);
}
