using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Messages;

public sealed class ReceiveMessageTests : IAsyncLifetime
{
    private static readonly ContactAddress Customer = new(PhoneNumber.FromDigits("5521912345678"), lid: null);
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Receive_FirstAndSecondMessage_OpenAndTouchOneConversation()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var first = _bench.Time.GetUtcNow();
        var second = first.AddMinutes(3);

        Assert.Equal(ReceivedMessage.OpenedConversation, await ReceiveAsync(channel.Id, Customer, first));
        Assert.Equal(ReceivedMessage.TouchedConversation, await ReceiveAsync(channel.Id, Customer, second));

        var conversation = Assert.Single(await ConversationsAsync());
        Assert.True(conversation.IsOpen);
        Assert.Equal((channel.Id, second, "Carla"), (conversation.Channel, conversation.LastMessageAt, conversation.ContactName));
    }

    [Fact]
    public async Task Receive_SameContactWithAndWithoutNinthDigit_IsOneConversation()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var old = new ContactAddress(PhoneNumber.FromDigits("552112345678"), lid: null);
        var mobile = new ContactAddress(PhoneNumber.FromDigits("552198765432"), lid: null);
        var mobileNow = new ContactAddress(PhoneNumber.FromDigits("5521998765432"), lid: null);

        await ReceiveAsync(channel.Id, old, _bench.Time.GetUtcNow());
        await ReceiveAsync(channel.Id, mobile, _bench.Time.GetUtcNow());
        await ReceiveAsync(channel.Id, mobileNow, _bench.Time.GetUtcNow());

        Assert.Equal(2, (await ConversationsAsync()).Count);
    }

    [Fact]
    public async Task Receive_LidWhoseNumberIsKnownLater_StaysOneConversation()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var now = _bench.Time.GetUtcNow();

        await ReceiveAsync(channel.Id, new ContactAddress(null, "1234567890"), now);
        await ReceiveAsync(channel.Id, new ContactAddress(Customer.Number, "1234567890"), now);
        await ReceiveAsync(channel.Id, Customer, now);
        await ReceiveAsync(channel.Id, new ContactAddress(null, "1234567890"), now);

        var conversation = Assert.Single(await ConversationsAsync());
        var contact = await _bench.ContactAsync(conversation);
        Assert.Equal((Customer.Number, "1234567890"), (contact.Number, contact.Lid));
    }

    [Fact]
    public async Task Receive_NumberJoinsTwoConversations_OneGoesOnInTheOther()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var now = _bench.Time.GetUtcNow();
        await ReceiveAsync(channel.Id, new ContactAddress(null, "1234567890"), now);
        await ReceiveAsync(channel.Id, Customer, now);

        await ReceiveAsync(channel.Id, new ContactAddress(Customer.Number, "1234567890"), now);

        var all = await ConversationsAsync();
        var open = Assert.Single(all, x => x.IsOpen);
        var closed = Assert.Single(all, x => !x.IsOpen);
        Assert.Equal(open.Id, closed.ContinuesIn);
        Assert.Equal(Customer.Number, (await _bench.ContactAsync(open)).Number);
    }

    [Fact]
    public async Task Receive_ContactChangedItsNumber_GoesOnUnderTheNewOne()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var now = _bench.Time.GetUtcNow();
        var newNumber = PhoneNumber.FromDigits("5521977776666");
        await ReceiveAsync(channel.Id, new ContactAddress(Customer.Number, "1234567890"), now);
        await ReceiveAsync(channel.Id, new ContactAddress(newNumber, null), now);

        await ReceiveAsync(channel.Id, new ContactAddress(newNumber, "1234567890"), now);
        await ReceiveAsync(channel.Id, new ContactAddress(null, "1234567890"), now);

        var all = await ConversationsAsync();
        var open = Assert.Single(all, x => x.IsOpen);
        Assert.Equal(newNumber, (await _bench.ContactAsync(open)).Number);
        Assert.Equal(open.Id, Assert.Single(all, x => !x.IsOpen).ContinuesIn);
    }

    [Fact]
    public async Task Receive_DatedBeforeTheLink_IsHistory()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");

        var outcome = await ReceiveAsync(channel.Id, Customer, _bench.Time.GetUtcNow().AddMinutes(-5));

        Assert.Equal(ReceivedMessage.IgnoredAsHistory, outcome);
        Assert.Empty(await ConversationsAsync());
    }

    [Fact]
    public async Task Receive_TwentyAtOnceFromOneContact_OpenOneConversation()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var now = _bench.Time.GetUtcNow();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ReceiveAsync(channel.Id, Customer, now.AddSeconds(i))));

        Assert.Single(outcomes, ReceivedMessage.OpenedConversation);
        Assert.Equal(now.AddSeconds(19), Assert.Single(await ConversationsAsync()).LastMessageAt);
    }

    [Fact]
    public async Task Receive_UnknownInstance_IsIgnored() =>
        Assert.Equal(
            ReceivedMessage.IgnoredAsUnknownChannel,
            await ReceiveAsync(new ChannelId(Guid.NewGuid()), Customer, _bench.Time.GetUtcNow()));

    private Task<ReceivedMessage> ReceiveAsync(ChannelId channel, ContactAddress contact, DateTimeOffset at) =>
        _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(channel, contact, at));

    private async Task<List<Conversation>> ConversationsAsync()
    {
        await using var db = await _bench.Services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>()
            .CreateDbContextAsync(Workbench.Cancellation);
        return await db.Conversations.ToListAsync(Workbench.Cancellation);
    }
}
