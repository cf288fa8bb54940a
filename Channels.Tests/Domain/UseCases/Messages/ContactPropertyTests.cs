using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Channels.Tests.Domain.UseCases.Messages;

/// <summary>People write under any of their names, in any order, on two instances, and every delivery may come twice.</summary>
public sealed class ContactPropertyTests : IAsyncLifetime
{
    private const int People = 6;
    private const int Deliveries = 80;

    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Names_AloneAndTogether_InAnyOrder_AreOneContactForEachPerson(int seed)
    {
        var random = new Random(seed);
        ChannelId[] channels =
        [
            (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id, (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id,
        ];
        var written = new HashSet<(ChannelId, int, string)>();
        for (var i = 0; i < Deliveries; i++)
        {
            var (person, channel, id) = (random.Next(People), channels[random.Next(2)], $"3EB0{random.Next(40):D2}");
            written.Add((channel, person, id));
            foreach (var names in Enumerable.Range(0, random.Next(1, 3)).Select(_ => NamesOf(person, random)))
            {
                await WriteAsync(channel, names, id);
            }
        }

        // Until now some may pass for two; whoever comes with all their names is one.
        for (var person = 0; person < People; person++)
        {
            await WriteAsync(channels[0], AllNamesOf(person), "3EB0ZZ");
            written.Add((channels[0], person, "3EB0ZZ"));
        }

        await using var db = await _bench.OpenDatabaseAsync();
        Assert.Equal(People, await db.Contacts.CountAsync(Workbench.Cancellation));
        Assert.Equal(People * 4, await db.ContactIdentities.CountAsync(Workbench.Cancellation));
        var conversations = await _bench.ConversationsAsync();
        Assert.All(conversations.Where(x => x.IsOpen).GroupBy(x => (x.Channel, x.Contact)), x => Assert.Single(x));
        Assert.All(conversations.Where(x => !x.IsOpen), x => Assert.NotNull(x.ContinuesIn));

        // Each is there once, whoever it passed for at first.
        Assert.Equal(written.Count, (await _bench.MessagesAsync()).Count);
    }

    [Fact]
    public async Task NewNumber_ThatIsTold_IsTheSameContact_AlsoWhereItIsKnownAlready()
    {
        var channel = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        var (earlier, present) = (new ContactAddress(PhoneNumber.FromDigits("5521912345678")), new ContactAddress(PhoneNumber.FromDigits("5521955554444"), userId: "BR.2"));
        await WriteAsync(channel, earlier, "3EB001");
        await WriteAsync(channel, present, "3EB002");

        await _bench.SendAsGatewayAsync(new RenameContact(earlier, present));
        await _bench.SendAsGatewayAsync(new RenameContact(earlier, present));
        Assert.Equal(ReceivedMessage.TouchedConversation, await WriteAsync(channel, earlier, "3EB003"));

        var all = await _bench.ConversationsAsync();
        var open = Assert.Single(all, x => x.IsOpen);
        Assert.Equal(open.Id, Assert.Single(all, x => !x.IsOpen).ContinuesIn);
        Assert.Equal(("5521912345678", "BR.2"), ((await _bench.ContactAsync(open)).Number!.Digits, (await _bench.ContactAsync(open)).UserId));
        Assert.Equal(3, (await _bench.MessagesAsync()).Count);
    }

    [Fact]
    public async Task OlderConversation_IsTheOneThatGoesOnInTheOther()
    {
        var channel = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        var number = PhoneNumber.FromDigits("5521912345678");
        await WriteAsync(channel, new ContactAddress(null, "111"), "3EB001");
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(channel, new ContactAddress(number), "3EB002");

        await WriteAsync(channel, new ContactAddress(number, "111"), "3EB003");

        var all = await _bench.ConversationsAsync();
        Assert.Equal([false, true], all.OrderBy(x => x.OpenedAt).Select(x => x.IsOpen));
        Assert.Single(all.Select(x => x.Contact).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MessageOfTwoWhoAreOne_ThatOneOfThemCouldBeReadOf_IsTheReadOne(bool isReadFirst)
    {
        var channel = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        var (lid, number) = (new ContactAddress(null, "111"), new ContactAddress(PhoneNumber.FromDigits("5521912345678")));
        foreach (var (who, type) in new[] { (lid, isReadFirst), (number, !isReadFirst) })
        {
            await _bench.SendAsGatewayAsync(new ReceiveMessage(
                channel, who, "Carla", new NewMessage("3EB001", type ? MessageType.Text : MessageType.Undecryptable, _bench.Time.GetUtcNow())));
        }

        await WriteAsync(channel, new ContactAddress(number.Number, "111"), "3EB002");

        Assert.All(await _bench.MessagesAsync(), x => Assert.Equal(MessageType.Text, x.Type));
        Assert.Equal(2, (await _bench.MessagesAsync()).Count);
    }

    private static ContactAddress AllNamesOf(int person) =>
        new(PhoneNumber.FromDigits($"55219{87654320 + person}"), $"99900{person}", $"BR.100{person}", $"BR.ENT.{person}");

    private static ContactAddress NamesOf(int person, Random random)
    {
        var all = AllNamesOf(person);
        var which = random.Next(1, 16);

        // WhatsApp may know a number without its ninth digit.
        var number = random.Next(2) == 0 ? all.Number : PhoneNumber.FromDigits(all.Number!.Spellings[1]);
        return new ContactAddress(
            (which & 1) > 0 ? number : null, (which & 2) > 0 ? all.Lid : null, (which & 4) > 0 ? all.UserId : null, (which & 8) > 0 ? all.ParentUserId : null);
    }

    private Task<ReceivedMessage> WriteAsync(ChannelId channel, ContactAddress contact, string id) =>
        _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(channel, contact, _bench.Time.GetUtcNow(), id: id));
}
