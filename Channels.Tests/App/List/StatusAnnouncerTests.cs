using Bunit;
using Channels.App.Features.List;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.List;

public sealed class StatusAnnouncerTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");

    public StatusAnnouncerTests() =>
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales, _support], 5, [], []));

    [Fact]
    public async Task Change_OfAStatus_IsSaidOnce()
    {
        var board = Render<ChannelBoard>();

        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));

        await UntilAsync(board, () => Assert.Equal("Vendas: Desconectado. O aparelho foi desconectado pelo celular.", Said(board)));
    }

    [Fact]
    public void Note_OfManyAtOnce_IsOneSentence()
    {
        var announcer = Render<StatusAnnouncer>();
        announcer.Instance.Note(_sales, _sales.Next(ReasonCode.Reconnecting));
        announcer.Instance.Note(_support, _support.Next(ReasonCode.Reconnecting));
        Assert.Empty(Said(announcer));

        Time.Advance(StatusAnnouncer.Gathering);

        announcer.WaitForAssertion(() => Assert.Equal("2 instâncias mudaram de status.", Said(announcer)));
    }

    [Fact]
    public void Note_OfThreeTellings_SaysTheSameAgain()
    {
        var announcer = Render<StatusAnnouncer>();
        announcer.Instance.Note(_sales, _sales.Next(ReasonCode.Reconnecting));
        Time.Advance(StatusAnnouncer.Gathering);
        announcer.WaitForAssertion(() => Assert.NotEmpty(Said(announcer)));
        var renders = announcer.RenderCount;

        announcer.Instance.Note(_sales, _sales.Next(ReasonCode.Reconnecting));
        Time.Advance(StatusAnnouncer.Gathering);

        announcer.WaitForAssertion(() => Assert.Equal(renders + 1, announcer.RenderCount));
    }

    [Theory]
    [MemberData(nameof(NoNews))]
    public void Note_OfNoNews_SaysNothing(string what, Action<StatusAnnouncer, ChannelSnapshot> happens)
    {
        var announcer = Render<StatusAnnouncer>();

        happens(announcer.Instance, _sales);
        // Were there anything to say, it would be said together with this.
        announcer.Instance.Note(_support, _support.Next(ReasonCode.LoggedOutOnPhone));
        Time.Advance(StatusAnnouncer.Gathering);

        announcer.WaitForAssertion(() => Assert.StartsWith("Suporte", Said(announcer), StringComparison.Ordinal), null);
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, Action<StatusAnnouncer, ChannelSnapshot>> NoNews => new()
    {
        { "a new instance", (announcer, x) => announcer.Note(null, x) },
        { "another name", (announcer, x) => announcer.Note(x, x with { Name = "Loja", Revision = 2 }) },
        { "a removal", (announcer, x) => announcer.Note(x, null) },
        { "a removal that begins", (announcer, x) => announcer.Note(x, x.Next(ReasonCode.Reconnecting).Leaving("Suporte")) },
        {
            "down and up again", (announcer, x) =>
            {
                var down = x.Next(ReasonCode.Reconnecting);
                announcer.Note(x, down);
                announcer.Note(down, down.Next(ReasonCode.Connected));
            }
        },
        {
            "said by a message before", (announcer, x) =>
            {
                announcer.Told(x.Id);
                announcer.Note(x, x.Next(ReasonCode.LoggedOutOnPhone));
            }
        },
        {
            "said by a message after", (announcer, x) =>
            {
                announcer.Note(x, x.Next(ReasonCode.LoggedOutOnPhone));
                announcer.Told(x.Id);
            }
        },
    };

    [Fact]
    public async Task Refresh_ByTheReader_IsSaidByItsMessageOnly()
    {
        UseCases.Answer<RefreshChannel, RefreshedChannel>(_ =>
        {
            Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));
            Feed.Publish(_support.Next(ReasonCode.LoggedOutOnPhone));
            return new RefreshedChannel(_sales.Next(ReasonCode.LoggedOutOnPhone), null);
        });
        Render<MudSnackbarProvider>();
        var board = Render<ChannelBoard>();

        await PressAsync(board, () => board.Find("[data-action=Refresh]"));

        // Both are heard before the time for gathering is over, which the test's clock would be faster with than the feed.
        Time.Advance(ChannelFeed.Interval);
        board.WaitForAssertion(() => Assert.Equal(2, board.FindAll("article").Count(x => x.TextContent.Contains("Desconectado", StringComparison.Ordinal))));
        await UntilAsync(board, () => Assert.StartsWith("Suporte:", Said(board), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_WhileNewsAreGathered_SaysNothingMore()
    {
        var announcer = Render<StatusAnnouncer>();
        announcer.Instance.Note(_sales, _sales.Next(ReasonCode.LoggedOutOnPhone));
        var renders = announcer.RenderCount;

        await DisposeComponentsAsync();
        Time.Advance(StatusAnnouncer.Gathering);

        Assert.Equal(renders, announcer.RenderCount);
    }

    [Fact]
    public async Task Filter_IsSaidWithWhatItFound()
    {
        var board = Render<ChannelBoard>();

        await PressAsync(board, () => board.Find("[data-chip=Disconnected]"));

        Assert.Equal("Instâncias encontradas: 0.", Said(board));
    }

    private static string Said(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> page) =>
        page.Find("p[aria-live]").TextContent.Trim();
}
