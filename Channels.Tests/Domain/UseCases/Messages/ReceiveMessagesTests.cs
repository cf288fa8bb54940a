using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Messages;

/// <summary>Messages that share a transaction become what they become one by one.</summary>
public sealed class ReceiveMessagesTests
{
    private const int Messages = 24;

    private static readonly string?[] Numbers = [null, "5521912345678", "552112345678", "5521998765432"];
    private static readonly string?[] Lids = [null, "111", "222"];

    /// <summary>Who turns out to be whom, who writes under the same id and what comes twice is drawn.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Together_AsOneByOne(int seed)
    {
        var alone = await ReceiveAsync(seed, _ => 1);
        var together = await ReceiveAsync(seed, random => random.Next(2, Messages));

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task OneThatFails_LeavesNothingOfTheOthers()
    {
        await using var bench = new Workbench();
        await bench.InitializeAsync();
        var channel = await bench.CreateConnectedAsync("Vendas", "5511987654321");
        var before = await bench.DumpAsync();
        await Tools.QueryAsync(bench.DataPath, "CREATE TRIGGER refused BEFORE INSERT ON Messages WHEN NEW.WhatsAppId = '2' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        var customer = LinkedDataExtensions.Contact("5521912345678");
        ReceiveMessage[] messages = [.. "123".Select(id => LinkedDataExtensions.Written(channel.Id, customer, bench.Time.GetUtcNow(), id: $"{id}"))];

        await Assert.ThrowsAnyAsync<Exception>(() => bench.SendAsGatewayAsync(new ReceiveMessages(messages)));

        Assert.Equal(before, await bench.DumpAsync());
    }

    /// <returns>Outcomes, messages, conversations and events, in words that are the same in every run.</returns>
    private static async Task<List<string>> ReceiveAsync(int seed, Func<Random, int> size)
    {
        await using var bench = new Workbench();
        await bench.InitializeAsync();
        ChannelId[] lines = [(await bench.CreateConnectedAsync("Vendas", "5511987654321")).Id, (await bench.CreateConnectedAsync("Suporte", "5511987654322")).Id];
        var (sizes, random) = (new Random(seed), new Random(seed));
        var left = Enumerable.Range(0, Messages).Select(i => Draw(random, lines[random.Next(2)], bench.Time.GetUtcNow().AddSeconds(i))).ToList();
        var found = new List<string>();
        while (left.Count > 0)
        {
            var received = await bench.SendAsGatewayAsync(new ReceiveMessages([.. left.Take(size(sizes))]));
            left.RemoveRange(0, received.Count);
            found.AddRange(received.Select(x => $"{x}"));
        }

        return [.. found, .. await StateAsync(bench, lines)];
    }

    // Which of two contacts of one moment stays is a matter of chance, and so is whose message: two names never have the same one.
    private static ReceiveMessage Draw(Random random, ChannelId line, DateTimeOffset at)
    {
        var (number, lid) = (random.GetItems(Numbers, 1)[0], random.GetItems(Lids, 1)[0]);
        var contact = new ContactAddress(PhoneNumber.FromDigits(number ?? (lid is null ? "5521900000000" : null)), lid);
        var type = random.GetItems([MessageType.Text, MessageType.Text, MessageType.Undecryptable, MessageType.Reaction], 1)[0];
        return new ReceiveMessage(line, contact, "Cliente", new NewMessage($"{contact.Key} {random.Next(4)}", type, at) { Content = type == MessageType.Text ? "{}" : null });
    }

    private static async Task<IEnumerable<string>> StateAsync(Workbench bench, ChannelId[] lines)
    {
        var names = (await Tools.QueryAsync(bench.DataPath, "SELECT Contact, group_concat(Key, '+') FROM (SELECT * FROM ContactIdentities ORDER BY Key) GROUP BY Contact"))
            .Select(x => x.Split('|')).ToDictionary(x => Guid.Parse(x[0]), x => x[1]);
        var messages = await bench.MessagesAsync();
        var conversations = await bench.ConversationsAsync();
        var subjects = messages.ToDictionary(x => x.Id, x => $"{x.WhatsAppId} of {names[x.Contact]}")
            .Concat(conversations.Select(x => KeyValuePair.Create(x.Id, $"{x.OpenedAt:T} of {names[x.Contact]}"))).ToDictionary();
        var events = await bench.EventsAsync();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(x => (int)x.Sequence));

        // Of a channel a transaction tells only how it ended.
        return
        [
            .. messages.Select(x => $"{subjects[x.Id]} {Array.IndexOf(lines, x.Line)} {x.Type} {x.SentAt:T} in {(x.Conversation is { } id ? subjects[id] : "none")}").Order(),
            .. conversations.Select(x => $"{subjects[x.Id]} {Array.IndexOf(lines, x.Channel)} {x.IsOpen} {x.LastMessageAt:T}").Order(),
            .. events.Where(x => !x.Type.StartsWith("channel.", StringComparison.Ordinal)).Select(x => $"{x.Type} {(x.Subject is { } id ? subjects.GetValueOrDefault(id, "gone") : "")}"),
            .. await Tools.QueryAsync(bench.DataPath, "SELECT Kind, SUM(Count) FROM Unused GROUP BY Kind ORDER BY Kind"),
        ];
    }
}
