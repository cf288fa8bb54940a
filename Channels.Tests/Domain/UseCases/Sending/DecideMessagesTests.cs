using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Removal;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Sending;

/// <summary>What people decide about messages that wait: one by one, all at once, or with the removal of their channel.</summary>
public sealed class DecideMessagesTests : IAsyncLifetime
{
    private const string Carla = "5521912345678";

    private readonly Workbench _bench = new();
    private ChannelId _sales;
    private ChannelId _support;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        _support = (await _bench.CreateConnectedAsync("Suporte", "5511900001111")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task All_AreSent_InTheirOrder_AndTheHistorySaysByWhom()
    {
        var waiting = await UndecidedAsync(3);

        var decided = await _bench.SendAsync(new DecideMessages(_sales, null, SendDecision.Send));

        Assert.Equal(new DecidedMessages(3, 0), decided);
        Assert.Equal(waiting, await _bench.PumpAsync(_sales));
        var line = (await _bench.SendAsync(new ReadHistory(_sales))).Lines[0];
        Assert.Equal((HistoryKind.MessagesReleased, "Ana", "3"), (line.Kind, line.Who, line.Detail));
    }

    [Fact]
    public async Task Some_AreSentThroughAnotherChannel_AndTheRestWaits()
    {
        var waiting = await UndecidedAsync(2);

        await _bench.SendAsync(new DecideMessages(_sales, [waiting[0]], SendDecision.Send, _support));

        Assert.Equal([waiting[0]], await _bench.PumpAsync(_support));
        Assert.Empty(await _bench.PumpAsync(_sales));
        var line = (await _bench.SendAsync(new ReadHistory(_sales))).Lines[0];
        Assert.Equal("1 → Suporte", line.Detail);
    }

    [Fact]
    public async Task Discarded_AreForgotten()
    {
        await UndecidedAsync(2);

        await _bench.SendAsync(new DecideMessages(_sales, null, SendDecision.Discard));

        Assert.Empty(await _bench.PumpAsync(_sales));
        Assert.Empty(await Tools.QueryAsync(_bench.DataPath, "SELECT Message FROM OutboxContents"));
        Assert.Equal(["Cancelled", "Cancelled"], await Tools.QueryAsync(_bench.DataPath, "SELECT State FROM Outgoing"));
    }

    [Fact]
    public async Task Second_WhoDecides_IsTooLate_AndChangesNothing()
    {
        var waiting = await UndecidedAsync(2);
        await _bench.SendAsync(new DecideMessages(_sales, waiting, SendDecision.Discard));

        Assert.Equal(new DecidedMessages(0, 2), await _bench.SendAsync(new DecideMessages(_sales, waiting, SendDecision.Send)));

        Assert.Empty(await _bench.PumpAsync(_sales));
    }

    [Fact]
    public async Task MoreThanABatch_AreAllDecided()
    {
        var waiting = await UndecidedAsync(1);
        await _bench.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO Outgoing (Id, Channel, Contact, Type, State, StateAt, AcceptedAt, DueAt, ExpiresAt, EndsWithWindow, Waits, Tries, WhatsAppId, Who)
            SELECT printf('%08d-0000-7000-8000-000000000000', i), Channel, Contact, Type, State, StateAt, AcceptedAt, DueAt, ExpiresAt, EndsWithWindow, Waits, Tries, i, Who FROM Outgoing, n
            """);

        var decided = await _bench.SendAsync(new DecideMessages(_sales, null, SendDecision.Discard));

        Assert.Equal((1201, 0), (decided.Done, decided.TooLate));
        Assert.Single(waiting);
    }

    [Fact]
    public async Task WaitingForItsLine_GoesThroughAnotherChannel()
    {
        await _bench.SendAsync(new DisconnectChannel(_sales));
        var waiting = await _bench.SendAsync(SendingExtensions.Text(_sales, Carla, "Olá"));

        Assert.Equal(new DecidedMessages(0, 1), await _bench.SendAsync(new DecideMessages(_sales, [waiting], SendDecision.Send)));
        Assert.Equal(new DecidedMessages(1, 0), await _bench.SendAsync(new DecideMessages(_sales, [waiting], SendDecision.Send, _support)));

        Assert.Equal([waiting], await _bench.PumpAsync(_support));
    }

    [Theory]
    [InlineData(QueuePart.Waiting, 0)]
    [InlineData(QueuePart.Scheduled, 1)]
    public async Task Part_IsDiscardedAsAWhole_AndTheOthersStay(QueuePart part, int gone)
    {
        var now = await _bench.SendAsync(SendingExtensions.Text(_sales, Carla, "Olá"));
        var later = await _bench.SendAsync(new SendMessage(
            _sales, new SendTarget(Carla), new OutgoingOrder(new OutgoingContent { Text = "Lembrete" }) { SendAt = _bench.Time.GetUtcNow().AddHours(1) }));

        Assert.Equal(new DecidedMessages(1, 0), await _bench.SendAsync(new DecideMessages(_sales, null, SendDecision.Discard) { Part = part }));

        Guid[] both = [now, later];
        Assert.Equal(SendState.Cancelled, (await _bench.FindMessageAsync(both[gone])).State);
        Assert.Equal(SendState.Queued, (await _bench.FindMessageAsync(both[1 - gone])).State);
    }

    [Fact]
    public async Task Operator_DecidesNothing()
    {
        await UndecidedAsync(1);
        var beto = await _bench.AddPersonAsync("beto@loja.example", Channels.Domain.Access.Role.Operator);

        await Rules.BreaksAsync(Rule.NotAllowed, () => _bench.SendAsync(beto.Id, new DecideMessages(_sales, null, SendDecision.Send)));
    }

    [Theory]
    [InlineData(WaitingAnswer.Send, SendState.Queued)]
    [InlineData(WaitingAnswer.Ask, SendState.Undecided)]
    [InlineData(WaitingAnswer.Discard, SendState.Cancelled)]
    public async Task Removal_TakesTheQueueAlong_AsWasAnswered(WaitingAnswer answer, SendState state)
    {
        var message = await _bench.SendAsync(SendingExtensions.Text(_sales, Carla, "Olá"));
        var later = new OutgoingOrder(new OutgoingContent { Text = "Lembrete" }) { SendAt = _bench.Time.GetUtcNow().AddHours(1) };
        await _bench.SendAsync(new SendMessage(_sales, new SendTarget(Carla), later));
        var preview = await _bench.SendAsync(new PreviewRemoval(_sales));
        Assert.Equal((new QueueCounts(1, 1, 0, 0), new KindCount(1, 1), true), (preview.Queue, preview.Counts.Schedules, preview.NeedsDestination));

        var destination = await _bench.FindAsync(_support);
        await _bench.SendAsync(new RemoveChannel(_sales, _support, Successor: null, preview.Seen(destination), answer));

        var found = await _bench.FindMessageAsync(message);
        // What is over stays where it was.
        Assert.Equal((answer == WaitingAnswer.Discard ? _sales : _support, state), (found.Channel, found.State));
        Assert.Equal(answer == WaitingAnswer.Ask ? SendCause.Removed : null, found.Cause);
        Assert.Equal(answer == WaitingAnswer.Send ? [message] : [], await _bench.PumpAsync(_support));
        Assert.Equal(answer == WaitingAnswer.Ask ? 2 : 0, (await Tools.QueryAsync(_bench.DataPath, "SELECT Sequence FROM Events WHERE Type = 'message.undecided'")).Count);
    }

    [Fact]
    public async Task Removal_AnsweredWithSending_AsksNoMore_HoweverLateTheyAre()
    {
        var waiting = await UndecidedAsync(2);
        var preview = await _bench.SendAsync(new PreviewRemoval(_sales));

        var receipt = await _bench.SendAsync(
            new RemoveChannel(_sales, _support, Successor: null, preview.Seen(await _bench.FindAsync(_support)), WaitingAnswer.Send));

        Assert.Equal((2, WaitingAnswer.Send), (receipt.Queued, receipt.Waiting));
        Assert.Equal(waiting, await _bench.PumpAsync(_support));
        var line = (await _bench.SendAsync(new ReadHistory(_support))).Lines.Single(x => x.Kind == HistoryKind.MessagesReleased);
        Assert.Equal(("Ana", "2"), (line.Who, line.Detail));
    }

    [Fact]
    public async Task Removal_WithNothingThatCouldStillLeave_NeedsNoDestination()
    {
        _bench.Gateway.Outcome = new SendOutcome(SendResult.Unanswered);
        await _bench.SendAsync(SendingExtensions.Text(_sales, Carla, "Olá"));
        await _bench.PumpAsync(_sales);

        var preview = await _bench.SendAsync(new PreviewRemoval(_sales));

        Assert.Equal((1, false), (preview.Queue.Uncertain, preview.NeedsDestination));
        Assert.Null((await _bench.SendAsync(new RemoveChannel(_sales, Destination: null, Successor: null, preview.Seen(null)))).Destination);
    }

    [Theory]
    [InlineData(WaitingAnswer.Send, SendState.Queued, null)]
    [InlineData(WaitingAnswer.Ask, SendState.Undecided, SendCause.Disconnected)]
    [InlineData(WaitingAnswer.Discard, SendState.Cancelled, null)]
    public async Task Disconnecting_DoesWithTheQueueAsWasAnswered(WaitingAnswer answer, SendState state, SendCause? cause)
    {
        var message = await _bench.SendAsync(SendingExtensions.Text(_sales, Carla, "Olá"));

        await _bench.SendAsync(new DisconnectChannel(_sales, answer));

        var found = await _bench.FindMessageAsync(message);
        Assert.Equal((state, cause), (found.State, found.Cause));
        var decided = (await _bench.SendAsync(new ReadHistory(_sales))).Lines.Where(x => x.Kind is HistoryKind.MessagesReleased or HistoryKind.MessagesDiscarded);
        Assert.Equal(
            answer switch { WaitingAnswer.Send => [HistoryKind.MessagesReleased], WaitingAnswer.Discard => [HistoryKind.MessagesDiscarded], _ => [] },
            decided.Select(x => x.Kind));
    }

    private async Task<IReadOnlyList<Guid>> UndecidedAsync(int count)
    {
        var waiting = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            waiting.Add(await _bench.SendAsync(SendingExtensions.Text(_sales, Carla, $"{i}")));
        }

        _bench.Time.Advance(TimeSpan.FromHours(7));
        Assert.Empty(await _bench.PumpAsync(_sales));
        return waiting;
    }
}
