using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>
/// Messages to many contacts go out while the app and its engine are killed and stopped, the network breaks and WhatsApp refuses,
/// in turn; then the number is banned, the instance comes back with another one, people decide, and it is removed. Each message
/// reaches its contact once or stands in a state that says why not, in the order of each contact.
/// </summary>
public sealed class SendsSurviveStopsTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    [Fact]
    public Task FiveHundred_EachIsSentOnce_OrStandsInANamedState() => SendAsync(messages: 500, contacts: 25, stops: 5);

    /// <summary>
    /// The long run, with the seed that it prints:
    /// <c>dotnet run --project Channels.Tests -- -explicit only -class Channels.Tests.EndToEnd.Stopped.SendsSurviveStopsTests -showLiveOutput</c>.
    /// </summary>
    [Fact(Explicit = true)]
    public Task TenThousand_EachIsSentOnce_OrStandsInANamedState() => SendAsync(messages: 10_000, contacts: 500, stops: 60);

    private async Task SendAsync(int messages, int contacts, int stops)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var world = await SendingWorld.StartAsync(server);
        await world.DecideAsync(bench => world.AcceptAsync(bench, from: 0, messages * 8 / 10, contacts));

        await world.SendAsync(left: messages * 4 / 10, random, stops);
        await world.BanAsync();
        await world.DecideAsync(async bench =>
        {
            await world.ChangeNumberAsync(bench);
            await DecideAsync(world, bench.SendAsync);
            await world.AcceptAsync(bench, from: messages * 8 / 10, messages / 10, contacts);
        });
        await world.SendAsync(left: 0, random, stops / 5);
        await world.DecideAsync(async bench =>
        {
            Assert.NotEmpty(await world.QueryAsync("SELECT Id FROM Outgoing WHERE State = 'Undecided'"));
            await world.AcceptAsync(bench, from: messages * 9 / 10, messages / 10, contacts);
            await world.RemoveAsync(bench, WaitingAnswer.Send);
        });
        await world.SendAsync(left: 0, random, stops / 5);

        await CheckAsync(world, messages);
    }

    /// <summary>Of what the ban left: a half is sent, a quarter discarded, and about a quarter nobody decides.</summary>
    private static async Task DecideAsync(SendingWorld world, Func<DecideMessages, Task<DecidedMessages>> decideAsync)
    {
        var waiting = (await world.QueryAsync("SELECT Id FROM Outgoing WHERE State = 'Undecided' ORDER BY Contact, Position")).Select(Guid.Parse).ToList();
        Assert.NotEmpty(waiting);
        var (send, discard) = (waiting.Take(waiting.Count / 2).ToList(), waiting.Skip(waiting.Count / 2).Take(waiting.Count / 4).ToList());
        Assert.Equal(new DecidedMessages(send.Count, 0), await decideAsync(new DecideMessages(world.Sales, send, SendDecision.Send)));
        Assert.Equal(new DecidedMessages(discard.Count, 0), await decideAsync(new DecideMessages(world.Sales, discard, SendDecision.Discard)));
    }

    private static async Task CheckAsync(SendingWorld world, int messages)
    {
        var states = (await world.QueryAsync("SELECT WhatsAppId, State FROM Outgoing")).Select(x => x.Split('|')).ToDictionary(x => x[0], x => Enum.Parse<SendState>(x[1]));
        Report(states.Values);
        Assert.Equal(messages, states.Count);
        var reached = new List<(string Id, string Contact, int Place)>();
        foreach (var number in (string[])[SendingWorld.Number, SendingWorld.OtherNumber, SendingWorld.SupportNumber])
        {
            var here = await world.ReachedAsync(number);
            Assert.All(here.GroupBy(x => x.Contact), contact => Assert.Equal(contact.Select(x => x.Place).Order(), contact.Select(x => x.Place)));
            reached.AddRange(here);
        }

        Assert.Equal(reached.Count, reached.Select(x => x.Id).Distinct().Count());
        Assert.All(reached, x => Assert.Contains(states[x.Id], (SendState[])[SendState.Sent, SendState.Uncertain]));
        var ids = reached.Select(x => x.Id).ToHashSet();
        Assert.All(states.Where(x => x.Value == SendState.Sent), x => Assert.Contains(x.Key, ids));
        Assert.DoesNotContain(states.Values, x => x is SendState.Queued or SendState.Sending or SendState.Undecided);
        Assert.Contains(SendState.Cancelled, states.Values);
    }

    private static void Report(IEnumerable<SendState> states) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", states.CountBy(x => x).Select(x => $"{x.Value} {x.Key}")));
}
