using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.List.Cards;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using Microsoft.JSInterop;

namespace Channels.Tests.App.List;

/// <summary>What a card shows beside the status: the browser's own parts, and what is measured.</summary>
public sealed class CardProofTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");
    private readonly Seen<object?[][]> _told = new();
    private ChannelList _list;

    public CardProofTests()
    {
        JSInterop.SetupVoid(call => call.Identifier == "proofs.tell" && _told.TakeAsync((object?[][])call.Arguments[1]!).IsCompleted)
            .SetVoidResult();
        _list = new ChannelList([_sales, _support], Limit: 100, [Method], [])
        {
            Proofs = [new ChannelProof(_sales.Id, Snapshots.Now, Snapshots.Now.AddMinutes(-2), SentAt: null), ChannelProof.None(_support.Id)],
        };
        UseCases.Answer<ListChannels, ChannelList>(_ => _list);
    }

    private static OfferedMethod Method =>
        new(ConnectionMethod.WhatsAppWeb, Obstacle: null) { ConfirmsEvery = TimeSpan.FromSeconds(60) };

    [Fact]
    public void Board_HandsTheFirstInstantsOverWithTheCards()
    {
        var board = Render<ChannelBoard>();

        var sign = board.FindAll("sign-of-life")[0];
        Assert.Equal(Ms(Snapshots.Now), sign.GetAttribute("confirmed"));
        Assert.Equal(Ms(Snapshots.Now), sign.GetAttribute("now"));
        Assert.Equal("120000", sign.GetAttribute("patience"));
        Assert.Equal(Ms(Snapshots.Now.AddMinutes(-2)), board.FindAll("last-messages")[0].GetAttribute("received"));
        Assert.False(board.FindAll("last-messages")[0].HasAttribute("sent"));
        Assert.False(board.FindAll("sign-of-life")[1].HasAttribute("confirmed"));
    }

    [Theory]
    [InlineData(ReasonCode.LoggedOutOnPhone)]
    [InlineData(ReasonCode.Reconnecting)]
    public void Card_ThatIsNotConnected_ConfirmsNothing(ReasonCode code)
    {
        _list = _list with { Channels = [Snapshots.Of("Vendas", code, "5511987654321")] };

        Assert.Empty(Render<ChannelBoard>().FindAll("sign-of-life"));
    }

    [Fact]
    public async Task Confirmation_IsTold_AndDrawsNothing()
    {
        var board = Render<ChannelBoard>();
        Assert.Equal(2, (await _told.NextAsync()).Length);
        var drawn = board.FindComponents<ChannelCard>().Select(x => x.RenderCount).Append(board.RenderCount).ToList();

        Proofs.Confirm(_sales.Id);

        Assert.Equal(_sales.Id.ToString(), Assert.Single(await _told.NextAsync(Time, ProofFeed.Interval))[0]);
        Assert.Equal(drawn, board.FindComponents<ChannelCard>().Select(x => x.RenderCount).Append(board.RenderCount));
    }

    [Fact]
    public async Task Confirmation_OfWhatIsNotShown_IsNotTold()
    {
        _list = _list with { Channels = [.. Enumerable.Range(0, 70).Select(i => Snapshots.Of($"Loja {i}", ReasonCode.Connected))] };
        _list = _list with { Proofs = [.. _list.Channels.Select(x => ChannelProof.None(x.Id))] };
        Render<ChannelBoard>();
        Assert.Equal(60, (await _told.NextAsync()).Length);

        Proofs.Confirm(_list.Channels[69].Id);
        Proofs.Confirm(_list.Channels[0].Id);

        Assert.Equal(_list.Channels[0].Id.ToString(), Assert.Single(await _told.NextAsync(Time, ProofFeed.Interval))[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Telling_ThatFailed_IsTriedAgain_ThoughNothingIsNew(bool scriptMissing)
    {
        JSInterop.SetupVoid("proofs.tell", _ => true)
            .SetException<Exception>(scriptMissing ? new JSException("proofs is not defined") : new TaskCanceledException());
        var tells = () => JSInterop.Invocations["proofs.tell"].Count;
        var board = Render<ChannelBoard>();
        Assert.Equal(1, await Tools.UntilAsync(() => Task.FromResult(tells()), count => count == 1));
        Assert.True(_told.IsEmpty);

        JSInterop.SetupVoid(call => call.Identifier == "proofs.tell" && _told.TakeAsync((object?[][])call.Arguments[1]!).IsCompleted)
            .SetVoidResult();

        Assert.Equal(2, (await _told.NextAsync(Time, ProofFeed.Interval)).Length);
    }

    [Fact]
    public async Task Removed_IsForgottenHereAndInTheBrowser()
    {
        var gone = new Seen<string[]>();
        JSInterop.SetupVoid(call => call.Identifier == "proofs.tell" && gone.TakeAsync((string[])call.Arguments[2]!).IsCompleted)
            .SetVoidResult();
        var board = Render<ChannelBoard>();
        Assert.Empty(await gone.NextAsync());
        var known = board.FindComponent<ProofPush>().Instance.Proofs;
        Assert.NotNull(known.Of(_sales.Id).ConfirmedAt);

        Proofs.Forget(_sales.Id);
        Proofs.Confirm(_support.Id);

        Assert.Equal([_sales.Id.ToString()], await gone.NextAsync(Time, ProofFeed.Interval));
        Assert.Null(known.Of(_sales.Id).ConfirmedAt);
    }

    [Fact]
    public async Task Dispose_ReleasesTheSubscription()
    {
        var board = Render<ChannelBoard>();
        board.WaitForAssertion(() => Assert.Equal(1, Proofs.Viewers));

        await DisposeComponentsAsync();

        Assert.Equal(0, Proofs.Viewers);
    }

    [Fact]
    public async Task Outlook_Measured_IsShownOnThatCardOnly()
    {
        var down = Snapshots.Of("Vendas", ReasonCode.LoggedOutOnPhone, "5511987654321");
        _list = _list with { Channels = [_support, down] };
        var board = Render<ChannelBoard>();
        board.WaitForAssertion(() => Assert.Equal(1, Proofs.Viewers));
        var drawn = board.FindComponents<ChannelCard>()[0].RenderCount;

        Proofs.Show([new ChannelOutlook(down.Id, new DropImpact(12, 4, 3), PhoneSilentDays: null)]);

        await UntilAsync(board, () => Assert.Equal(
            "Afeta 12 conversas, 4 follow-ups e 3 agendamentos de hoje",
            board.Find("[data-impact]").TextContent));
        Assert.Equal(drawn, board.FindComponents<ChannelCard>()[0].RenderCount);
    }

    [Theory]
    [InlineData(1, 0, 0, "Afeta 1 conversa")]
    [InlineData(1200, 0, 0, "Afeta 1.200 conversas")]
    [InlineData(0, 1, 0, "Afeta 1 follow-up de hoje")]
    [InlineData(2, 0, 1, "Afeta 2 conversas e 1 agendamento de hoje")]
    public void Impact_LeavesOutWhatThereIsNoneOf(long conversations, long followUps, long schedules, string expected)
    {
        var card = Render(CardOutlook.Of(
            Snapshots.Of("Vendas", ReasonCode.Banned, "5511987654321"), Measured(new DropImpact(conversations, followUps, schedules)), mayDecide: true, Text));

        Assert.Equal(expected, card.Find("[data-impact]").TextContent);
    }

    [Fact]
    public void Impact_OfOneThatIsBackMeanwhile_IsNotShown() =>
        Assert.Empty(Render(CardOutlook.Of(_sales, Measured(new DropImpact(1, 1, 1)), mayDecide: true, Text)).FindAll("p"));

    [Theory]
    [InlineData(1, "1 cliente escreveu enquanto esteve fora.")]
    [InlineData(41, "41 clientes escreveram enquanto esteve fora.")]
    public void LateWriters_AreToldOnceItIsBack(int count, string words)
    {
        var outlook = new ChannelOutlook(_sales.Id, Impact: null, PhoneSilentDays: null, count);

        Assert.Equal(words, Render(CardOutlook.Of(_sales, outlook, mayDecide: true, Text)).Find("[data-late]").TextContent);
        Assert.Empty(Render(CardOutlook.Of(Snapshots.Of("Vendas", ReasonCode.Reconnecting), outlook, mayDecide: true, Text)).FindAll("[data-late]"));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, null, null)]
    [InlineData(1, 0, 0, 0, "Mensagens: 1 na fila", null)]
    [InlineData(1200, 3, 0, 0, "Mensagens: 1.200 na fila, 3 agendadas", null)]
    [InlineData(0, 0, 1, 0, null, "1 mensagem precisa de uma decisão.")]
    [InlineData(2, 0, 4, 1, "Mensagens: 2 na fila", "5 mensagens precisam de uma decisão.")]
    public void Queue_SaysWhatWaits_AndWhatNeedsADecision(int waiting, int scheduled, int undecided, int uncertain, string? queue, string? decide)
    {
        var outlook = new ChannelOutlook(_sales.Id, Impact: null, PhoneSilentDays: null) { Queue = new QueueCounts(waiting, scheduled, undecided, uncertain) };

        var card = Render(CardOutlook.Of(_sales, outlook, mayDecide: true, Text));
        Assert.Equal(queue, card.FindAll("[data-queue]").SingleOrDefault()?.TextContent);
        Assert.Equal(decide, card.FindAll("[data-decide] strong").SingleOrDefault()?.TextContent);
        Assert.Equal(decide is null ? [] : [$"/canais/{_sales.Id}/fila?mostrar=decidir"], card.FindAll("a").Select(x => x.GetAttribute("href")));
        Assert.Empty(Render(CardOutlook.Of(_sales, outlook, mayDecide: false, Text)).FindAll("a"));
    }

    [Fact]
    public void SilentPhone_SaysForHowLong_AndWhatToDo()
    {
        var nudge = Render(CardOutlook.Of(_sales, new ChannelOutlook(_sales.Id, Impact: null, PhoneSilentDays: 10), mayDecide: true, Text));

        Assert.StartsWith("Sem sinal do celular há 10 dias. Abra o WhatsApp no celular", nudge.Find("[data-nudge]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReasonCode.Connected, true, true)]
    [InlineData(ReasonCode.Reconnecting, true, true)]
    [InlineData(ReasonCode.LoggedOutOnPhone, true, false)]
    [InlineData(ReasonCode.Connected, false, false)]
    public void Unstable_IsSaidInWordsWithAnIcon(ReasonCode code, bool unstable, bool said)
    {
        var card = Render<ChannelCard>(parameters => parameters.Add(x => x.Snapshot, Snapshots.Of("Vendas", code) with { IsUnstable = unstable }));

        Assert.Equal(said ? ["Instável"] : [], card.FindAll(".unstable").Select(x => x.TextContent.Trim()));
        Assert.Equal(said, card.FindAll(".unstable svg").Count == 1);
    }

    private static ChannelOutlook Measured(DropImpact impact) => new(ChannelId.New(Snapshots.Now), impact, PhoneSilentDays: null);

    private static string Ms(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
