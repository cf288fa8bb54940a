using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Removal;

/// <summary>One contact may be known by number, by LID or by both; after a removal it has one open conversation.</summary>
public sealed class RemovalContactTests : IAsyncLifetime
{
    private const string Number = "5511911110001";
    private const string Lid = "123456789";

    private readonly Workbench _bench = new();
    private ChannelId _a;
    private ChannelId _b;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _a = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        _b = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("lid", "both")]
    [InlineData("both", "lid")]
    [InlineData("both", "number")]
    [InlineData("number", "both")]
    [InlineData("both", "both")]
    [InlineData("both", "number,lid")]
    [InlineData("lid,both", "")]
    [InlineData("lid,both", "number")]
    [InlineData("lid,both", "lid")]
    [InlineData("number,lid", "both")]
    public async Task Contact_KnownDifferentlyOnBothSides_HasOneOpenConversationOnceThatIsKnown(string here, string there)
    {
        await OpenAsync(_a, here);
        await OpenAsync(_b, there);

        await _bench.RemoveAsync(_a, _b);
        await _bench.FinishAsync(_a);

        // Whichever way the contact writes next, the same conversation goes on.
        var open = new List<Guid>();
        foreach (var how in (string[])["both", "number", "lid", "both"])
        {
            var answer = await _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(_a, Address(how), _bench.Time.GetUtcNow(), "Cliente"));
            Assert.Equal(ReceivedMessage.TouchedConversation, answer);
            open.Add(Assert.Single(await _bench.ConversationsAsync(), x => x.IsOpen).Id);
        }

        Assert.Single(open.Distinct());
        var all = await _bench.ConversationsAsync();
        Assert.All(all.Where(x => !x.IsOpen), x => Assert.NotNull(x.ContinuesIn));
        Assert.Single(all.Select(x => x.Contact).Distinct());
    }

    [Fact]
    public async Task Contact_OpenAtTheDestination_KeepsThatConversationOpen()
    {
        var there = await _bench.SendAsModuleAsync(new OpenConversation(_b, Address("lid")));
        await _bench.SendAsModuleAsync(new OpenConversation(_a, Address("both")));

        await _bench.RemoveAsync(_a, _b);

        Assert.Equal(there, Assert.Single(await _bench.ConversationsAsync(), x => x.IsOpen).Id);
    }

    [Theory]
    [InlineData("111", "222")]
    [InlineData("222", "111")]
    public async Task Number_ThatChangedHands_KeepsTheContactsApart(string first, string second)
    {
        // The destination knows both by their former numbers, the source by their present ones.
        const string passedOn = "5511911110009";
        await OpenAsync(_b, passedOn, first);
        await OpenAsync(_b, "5511911110005", second);
        await OpenAsync(_a, "5511911110002", first);
        await OpenAsync(_a, passedOn, second);

        await _bench.RemoveAsync(_a, _b);

        var open = new Dictionary<string, string>();
        foreach (var conversation in (await _bench.ConversationsAsync()).Where(x => x.IsOpen))
        {
            var contact = await _bench.ContactAsync(conversation);
            open.Add(contact.Lid!, contact.Number!.Digits);
        }

        Assert.Equal(new Dictionary<string, string> { [first] = "5511911110002", [second] = passedOn }, open);
    }

    [Fact]
    public async Task Number_NewerAtTheDestination_Stays()
    {
        await OpenAsync(_a, "5511911110001", Lid);
        _bench.Time.Advance(TimeSpan.FromDays(300));
        var there = await OpenAsync(_b, "5511911110002", Lid);

        await _bench.RemoveAsync(_a, _b);

        var open = Assert.Single(await _bench.ConversationsAsync(), x => x.IsOpen);
        Assert.Equal((there, "5511911110002"), (open.Id, (await _bench.ContactAsync(open)).Number!.Digits));
    }

    private Task<Guid> OpenAsync(ChannelId channel, string number, string lid) =>
        _bench.SendAsModuleAsync(new OpenConversation(channel, LinkedDataExtensions.Contact(number, lid)));

    private async Task OpenAsync(ChannelId channel, string ways)
    {
        foreach (var how in ways.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            await _bench.SendAsModuleAsync(new OpenConversation(channel, Address(how)));
        }
    }

    private static ContactAddress Address(string how) => new(
        how == "lid" ? null : PhoneNumber.FromDigits(Number), how == "number" ? null : Lid);
}
