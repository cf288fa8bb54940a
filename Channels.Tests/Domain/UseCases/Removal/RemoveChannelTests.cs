using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Removal;

public sealed class RemoveChannelTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private ChannelId _a;
    private ChannelId _b;
    private ChannelId _c;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _a = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        _b = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;
        _c = (await _bench.CreateAsync("Cobrança")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Remove_WithNothingLinked_IsGoneAtOnceWithoutADestination()
    {
        var receipt = await _bench.RemoveAsync(_c);

        Assert.Equal(_bench.Time.GetUtcNow(), receipt.FinishedAt);
        Assert.Null(receipt.Destination);
        Assert.DoesNotContain((await _bench.SendAsync(new ListChannels())).Channels, x => x.Id == _c);
        Assert.Equal([_c], _bench.Published.Removed);
        Assert.Equal(1, _bench.Background.Wakes);
        Assert.Equal(
            [HistoryKind.Removed, HistoryKind.Created],
            (await _bench.SendAsync(new ReadHistory(_c))).Lines.Select(x => x.Kind));
    }

    [Fact]
    public async Task Remove_WithLinkedData_MovesWhatIsLiveAtOnceAndTheRestAfterwards()
    {
        var open = await _bench.OpenAsync(_a, "5511911110001");
        var closed = await _bench.AddClosedAsync(_a, "5511911110002");
        var prompt = await _bench.LinkAsync(_a, LinkedKind.Prompt, "Saudação");
        var followUp = await _bench.LinkAsync(_a, LinkedKind.FollowUp, "Ligar de volta");
        var done = await _bench.LinkAsync(_a, LinkedKind.FollowUp, "Enviar orçamento");
        await _bench.SendAsModuleAsync(new ChangeItemState(done, ItemState.Finished));
        var schedule = await _bench.LinkAsync(_a, LinkedKind.Schedule, "Visita");
        var integration = await _bench.LinkAsync(_a, LinkedKind.Integration, "RD Station");

        var receipt = await _bench.RemoveAsync(_a, _b);

        Assert.Null(receipt.FinishedAt);
        var moving = await _bench.FindAsync(_a);
        Assert.Equal(new RemovalProgress("Ana", _bench.Time.GetUtcNow(), "Suporte", Moved: 0, Total: 2), moving.Removal);
        Assert.Equal(_b, await ChannelOfConversationAsync(open));
        Assert.Equal(_a, await ChannelOfConversationAsync(closed));
        Assert.Equal([_b, _b, _b], [await ChannelOfItemAsync(prompt), await ChannelOfItemAsync(followUp), await ChannelOfItemAsync(schedule)]);
        Assert.Null(await ChannelOfItemAsync(integration));

        await _bench.FinishAsync(_a);

        Assert.Equal([_b, _b], [await ChannelOfConversationAsync(closed), await ChannelOfItemAsync(done)]);
        Assert.Equal([_a], _bench.Published.Removed);
        var told = await _bench.SendAsync(new ReadReceipt(_a));
        Assert.Equal(_bench.Time.GetUtcNow(), told!.FinishedAt);
        Assert.Equal(("Vendas", "Suporte", "Ana"), (told.ChannelName, told.DestinationName, told.Who));
        Assert.Equal(new KindCount(1, 2), told.Moved.Conversations);
        Assert.Equal(new KindCount(1, 1), told.Moved.Prompts);
        Assert.Equal(new KindCount(1, 2), told.Moved.FollowUps);
        Assert.Equal(new KindCount(1, 1), told.Moved.Schedules);
        Assert.Equal(["RD Station"], told.Integrations);
        Assert.Contains((await _bench.SendAsync(new ReadHistory(_b))).Lines, x => x is { Kind: HistoryKind.TookOver, Detail: "Vendas", Who: "Ana" });
    }

    [Fact]
    public async Task Remove_OfAContactOpenOnBothSides_ClosesTheMovedOneAndLinksIt()
    {
        // With and without the ninth digit: one contact.
        var moved = await _bench.OpenAsync(_a, "551191110001");
        var there = await _bench.OpenAsync(_b, "551191110001");
        var other = await _bench.OpenAsync(_a, "5511911110002");

        var receipt = await _bench.RemoveAsync(_a, _b);

        var all = await _bench.ConversationsAsync();
        Assert.Equal(1, receipt.Continued);
        var closed = all.Single(x => x.Id == moved);
        Assert.Equal((false, there, _b), (closed.IsOpen, closed.ContinuesIn, closed.Channel));
        Assert.True(all.Single(x => x.Id == there).IsOpen);
        Assert.True(all.Single(x => x.Id == other).IsOpen);
    }

    [Fact]
    public async Task Message_WhileTheRestMoves_GoesToTheDestinationsConversation()
    {
        await _bench.AddClosedAsync(_a, "5511911110002");
        var open = await _bench.OpenAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        var touched = await ReceiveAsync(_a, "5511911110001");
        var opened = await ReceiveAsync(_a, "5511911110002");
        await _bench.FinishAsync(_a);
        var late = await ReceiveAsync(_a, "5511911110002");

        Assert.Equal(
            [ReceivedMessage.TouchedConversation, ReceivedMessage.OpenedConversation, ReceivedMessage.TouchedConversation],
            [touched, opened, late]);
        var openNow = (await _bench.ConversationsAsync()).Where(x => x.IsOpen).ToList();
        Assert.Equal(2, openNow.Count);
        Assert.All(openNow, x => Assert.Equal(_b, x.Channel));
        Assert.Contains(openNow, x => x.Id == open);
    }

    [Fact]
    public async Task Message_FromBeforeTheRemovedInstancesLink_IsStillHistory()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);
        await _bench.FinishAsync(_a);

        var answer = await _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(
            _a, LinkedDataExtensions.Contact("5511911110009"), _bench.Time.GetUtcNow().AddHours(-1)));

        Assert.Equal(ReceivedMessage.IgnoredAsHistory, answer);
    }

    [Fact]
    public async Task Reopen_OfAConversationStillToFollow_FollowsAtOnce()
    {
        var closed = await _bench.AddClosedAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        await _bench.SendAsModuleAsync(new ReopenConversation(closed));

        Assert.Equal(_b, await ChannelOfConversationAsync(closed));
        await _bench.FinishAsync(_a);
        Assert.True((await _bench.ConversationsAsync()).Single(x => x.Id == closed).IsOpen);
    }

    [Fact]
    public async Task Reopen_WhereTheContactHasAnOpenOne_BreaksRule()
    {
        var closed = await _bench.AddClosedAsync(_a, "5511911110001");
        await _bench.OpenAsync(_b, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        await Rules.BreaksAsync(Rule.ConversationOpenElsewhere, () => _bench.SendAsModuleAsync(new ReopenConversation(closed)));
    }

    [Fact]
    public async Task Redirects_LeadToWhoeverTookOverLast()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);
        await _bench.FinishAsync(_a);
        await _bench.RemoveAsync(_b, _c);
        await _bench.FinishAsync(_b);

        var item = await _bench.LinkAsync(_a, LinkedKind.Prompt, "Saudação");
        var conversation = await _bench.OpenAsync(_a, "5511911110002");

        Assert.Equal(_c, await ChannelOfItemAsync(item));
        Assert.Equal(_c, await ChannelOfConversationAsync(conversation));
    }

    [Fact]
    public async Task Removal_WhoseDestinationIsRemovedMeanwhile_GoesOnToTheNextOne()
    {
        var first = await _bench.AddClosedAsync(_a, "5511911110001");
        var second = await _bench.AddClosedAsync(_b, "5511911110002");
        await _bench.RemoveAsync(_a, _b);
        await _bench.RemoveAsync(_b, _c);

        await _bench.FinishAsync(_b);
        await _bench.FinishAsync(_a);

        Assert.Equal(_c, await ChannelOfConversationAsync(first));
        Assert.Equal(_c, await ChannelOfConversationAsync(second));
        Assert.Equal([_c], (await _bench.SendAsync(new ListChannels())).Channels.Select(x => x.Id));
    }

    [Fact]
    public async Task Observations_OfAnInstanceThatGoes_ChangeNothing()
    {
        await _bench.AddClosedAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        await _bench.SendAsGatewayAsync(new ObserveLine(_a, new StatusReason(ReasonCode.LoggedOutOnPhone)));

        Assert.Equal(ReasonCode.Connected, (await _bench.FindAsync(_a)).Reason.Code);
    }

    [Fact]
    public async Task Send_WithTheOldId_GoesThroughTheDestination()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        await _bench.SendAsModuleAsync(SendingExtensions.Text(_a, "5511911110001", "Olá"));
        await _bench.PumpAsync(_b);

        Assert.Contains($"send {_b} 5511911110001 Olá", _bench.Gateway.Calls);
    }

    [Fact]
    public async Task NameNumberAndSlot_AreFreeFromTheFirstMomentOn()
    {
        await _bench.AddClosedAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        var again = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        Assert.Equal(ChannelStatus.Connected, again.Status);
        await _bench.FinishAsync(_a);
    }

    [Fact]
    public async Task Substitute_AtTheLimit_TakesSlotNameAndDataAndNeverTwoSlots()
    {
        await _bench.RemoveAsync(_b);
        await _bench.RemoveAsync(_c);
        _bench.Plan.ConnectionLimit = 1;
        var open = await _bench.OpenAsync(_a, "5511911110001");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        Assert.Empty(preview.Destinations);
        Assert.False(preview.HasRoom);

        var receipt = await _bench.SendAsync(
            new RemoveChannel(_a, null, new Successor("Vendas", ConnectionMethod.WhatsAppWeb), preview.Seen(null)));

        var staying = (await _bench.SendAsync(new ListChannels())).Channels.Where(x => x.Removal is null).ToList();
        var successor = Assert.Single(staying);
        Assert.Equal((receipt.Destination, "Vendas"), (successor.Id, successor.Name));
        Assert.Equal(successor.Id, await ChannelOfConversationAsync(open));
        await Rules.BreaksAsync(Rule.LimitReached, () => _bench.CreateAsync("Outra"));
        await _bench.FinishAsync(_a);
        Assert.Equal([successor.Id], (await _bench.SendAsync(new ListChannels())).Channels.Select(x => x.Id));
    }

    [Fact]
    public async Task Substitute_UnderATakenName_BreaksRuleAndChangesNothing()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));

        await Rules.BreaksAsync(
            Rule.NameTaken,
            () => _bench.SendAsync(new RemoveChannel(_a, null, new Successor("suporte", ConnectionMethod.WhatsAppWeb), preview.Seen(null))));

        Assert.Null((await _bench.FindAsync(_a)).Removal);
        Assert.Equal(3, (await _bench.SendAsync(new ListChannels())).Channels.Count);
    }

    private Task<ReceivedMessage> ReceiveAsync(ChannelId id, string digits) => _bench.SendAsGatewayAsync(
        LinkedDataExtensions.Written(id, LinkedDataExtensions.Contact(digits), _bench.Time.GetUtcNow(), "Cliente"));

    private async Task<ChannelId> ChannelOfConversationAsync(Guid id) =>
        (await _bench.ConversationsAsync()).Single(x => x.Id == id).Channel;

    private async Task<ChannelId?> ChannelOfItemAsync(Guid id) => (await _bench.ItemsAsync()).Single(x => x.Id == id).Channel;
}
