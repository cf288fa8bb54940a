using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using MediatR;

namespace Channels.Tests.Domain.UseCases.Messages;

/// <summary>What the log of messages and the log of events say of what came in.</summary>
public sealed class MessageLogTests : IAsyncLifetime
{
    private static readonly ContactAddress Carla = LinkedDataExtensions.Contact("5521912345678");
    private static readonly ContactAddress Davi = LinkedDataExtensions.Contact("5521998765432");

    private readonly Workbench _bench = new();
    private ChannelId _sales;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Repetition_ChangesNothing()
    {
        Assert.Equal(ReceivedMessage.OpenedConversation, await ReceiveAsync(Carla, "3EB001"));
        var before = await _bench.DumpAsync();
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ReceivedMessage.IgnoredAsRepetition, await ReceiveAsync(Carla, "3EB001"));

        Assert.Equal(before, await _bench.DumpAsync());
    }

    [Fact]
    public async Task SameId_OfAnotherCustomerOrOnAnotherLine_IsAnotherMessage()
    {
        var support = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;

        await ReceiveAsync(Carla, "3EB001");
        await ReceiveAsync(Davi, "3EB001");
        await _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(support, Carla, _bench.Time.GetUtcNow(), id: "3EB001"));

        Assert.Equal(3, (await _bench.MessagesAsync()).Count);
    }

    [Fact]
    public async Task Unreadable_CountsOnce_AndNotAnyMoreOnceItsContentCame()
    {
        await ReceiveAsync(Carla, "3EB001", MessageType.Undecryptable);
        await ReceiveAsync(Carla, "3EB001", MessageType.Undecryptable);
        await ReceiveAsync(Davi, "3EB001", MessageType.Undecryptable);
        Assert.Equal(2, await UnreadableAsync());

        Assert.Equal(ReceivedMessage.Completed, await ReceiveAsync(Carla, "3EB001"));
        Assert.Equal(ReceivedMessage.IgnoredAsRepetition, await ReceiveAsync(Carla, "3EB001"));

        Assert.Equal(1, await UnreadableAsync());
        Assert.Equal([MessageType.Text, MessageType.Undecryptable], (await _bench.MessagesAsync()).Select(x => x.Type).Order());
    }

    [Fact]
    public async Task WhatIsDoneToAMessage_StandsInTheOpenConversation_AndTouchesItNot()
    {
        await ReceiveAsync(Carla, "3EB001");
        var before = Assert.Single(await _bench.ConversationsAsync()).LastMessageAt;
        _bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ReceivedMessage.Logged, await ReceiveAsync(Carla, "3EB002", MessageType.Reaction));

        var conversation = Assert.Single(await _bench.ConversationsAsync());
        Assert.Equal(before, conversation.LastMessageAt);
        Assert.All(await _bench.MessagesAsync(), x => Assert.Equal(conversation.Id, x.Conversation));
    }

    [Fact]
    public async Task Events_SayWhatHappened_InOrder_WithoutAGap()
    {
        await ReceiveAsync(Carla, "3EB001");
        await ReceiveAsync(Carla, "3EB002");
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.Reconnecting)));
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.LoggedOutOnPhone)));
        var support = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;
        await _bench.LinkAsync(_sales, LinkedKind.Prompt, "Boas-vindas");
        await _bench.LinkAsync(_sales, LinkedKind.Integration, "Planilha");
        await _bench.OpenAsync(support, "5521912345678");
        await _bench.RemoveAsync(_sales, support);
        await _bench.FinishAsync(_sales);
        await _bench.SendAsModuleAsync(new CloseConversation((await _bench.ConversationsAsync()).Single(x => x.IsOpen).Id));

        var events = await _bench.EventsAsync();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(x => (long)x), events.Select(x => x.Sequence));
        Assert.Equal(
            """
            channel.created channel.connected conversation.opened message.received message.received channel.reconnecting
            channel.disconnected channel.created channel.connected conversation.opened channel.removing conversation.closed
            integration.unlinked linked.moved channel.removed conversation.closed
            """.ReplaceLineEndings(" "),
            string.Join(' ', events.Select(x => x.Type).Where(x => x is not "channel.updated")));
    }

    [Fact]
    public async Task Events_OfWorkThatFailed_AreNotThere_AndLeaveNoGap()
    {
        var last = (await _bench.EventsAsync())[^1].Sequence;
        await Tools.QueryAsync(_bench.DataPath, "CREATE TRIGGER refused BEFORE INSERT ON Messages BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => ReceiveAsync(Carla, "3EB001"));
        await Tools.QueryAsync(_bench.DataPath, "DROP TRIGGER refused");

        await ReceiveAsync(Carla, "3EB001");

        Assert.Equal([last + 1, last + 2], (await _bench.EventsAsync()).Select(x => x.Sequence).Where(x => x > last));
    }

    [Fact]
    public async Task Customers_WhoWroteWhileTheLineWasDown_AreCountedOnce_UntilTheNextDrop()
    {
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await DropAsync();
        var away = _bench.Time.GetUtcNow();
        _bench.Time.Advance(TimeSpan.FromMinutes(30));
        await _bench.SendAsGatewayAsync(new ObserveLogin(_sales, PhoneNumber.FromDigits("5511987654321")!));
        await ReceiveAsync(Carla, "3EB001", at: away.AddMinutes(1));
        await ReceiveAsync(Carla, "3EB002", at: away.AddMinutes(2));
        await ReceiveAsync(Davi, "3EB003", at: away.AddMinutes(3));
        await ReceiveAsync(LinkedDataExtensions.Contact("5521900001111"), "3EB004");

        Assert.Equal(2, (await LateAsync())!.Count);

        _bench.Time.Advance(TimeSpan.FromHours(1));
        await DropAsync();
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await ReceiveAsync(Carla, "3EB005");
        Assert.Equal((1, null), ((await LateAsync())!.Count, (await LateAsync())!.BackAt));
    }

    private Task<ReceivedMessage> ReceiveAsync(ContactAddress contact, string id, MessageType type = MessageType.Text, DateTimeOffset? at = null) =>
        _bench.SendAsGatewayAsync(new ReceiveMessage(_sales, contact, "Cliente", new NewMessage(id, type, at ?? _bench.Time.GetUtcNow())));

    private Task<Unit> DropAsync() => _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.Reconnecting)));

    private async Task<long> UnreadableAsync() =>
        (await _bench.SendAsync(new ReadReception(_sales))).Unused.SingleOrDefault(x => x.Kind == MessageKind.Unreadable)?.Count ?? 0;

    private async Task<LateWriters?> LateAsync()
    {
        await using var db = await _bench.OpenDatabaseAsync();
        return (await db.Signs.FindAsync([_sales], Workbench.Cancellation))!.Late;
    }
}
