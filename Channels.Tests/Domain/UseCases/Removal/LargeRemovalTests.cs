using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Removal;

public sealed class LargeRemovalTests : IAsyncLifetime
{
    private const int Conversations = 100_000;
    private const int Open = 10_000;
    private const int Conflicts = 500;
    private const int Items = 500;

    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Remove_OfAHundredThousandConversations_LosesNothingAndTellsTheTruth()
    {
        var from = (await _bench.CreateAsync("Vendas")).Id;
        var to = (await _bench.CreateAsync("Suporte")).Id;
        var file = _bench.DatabaseFile;
        ManyConversations.AddConversations(file, from, first: 1, Conversations, Open, prefix: 1);
        ManyConversations.AddConversations(file, to, first: 1, Conflicts, Conflicts, prefix: 2);
        ManyConversations.AddItems(file, from, nameof(LinkedKind.Prompt), Items, prefix: 3);
        ManyConversations.AddItems(file, from, nameof(LinkedKind.FollowUp), Items, prefix: 4);
        ManyConversations.AddItems(file, from, nameof(LinkedKind.Schedule), Items, prefix: 5);
        ManyConversations.AddItems(file, from, nameof(LinkedKind.Integration), 3, prefix: 6);
        var conversations = await _bench.ConversationsAsync();
        var items = await _bench.ItemsAsync();

        var preview = await _bench.SendAsync(new PreviewRemoval(from));
        await _bench.RemoveAsync(from, to);
        await _bench.FinishAsync(from);
        var receipt = await _bench.SendAsync(new ReadReceipt(from));

        var ofItems = new KindCount(Items - (Items / 10), Items);
        var expected = new LinkedCounts
        {
            Conversations = new KindCount(Open, Conversations),
            Prompts = ofItems,
            FollowUps = ofItems,
            Schedules = ofItems,
            Integrations = new KindCount(3, 3),
        };
        Assert.Equal(expected, preview.Counts);
        Assert.Equal(expected, receipt!.Moved);
        Assert.Equal(Conflicts, receipt.Continued);
        Assert.Equal(["Integration 1", "Integration 2", "Integration 3"], receipt.Integrations);

        var after = await _bench.ConversationsAsync();
        Assert.Equal(conversations.Select(Content), after.Select(Content));
        Assert.All(after, x => Assert.Equal(to, x.Channel));
        var there = after.Where(x => x.IsOpen).ToDictionary(x => x.Contact);
        Assert.Equal(Open, there.Count);
        var continued = after.Where(x => x.ContinuesIn is not null).ToList();
        Assert.Equal(Conflicts, continued.Count);
        Assert.All(continued, x => Assert.Equal(there[x.Contact].Id, x.ContinuesIn));
        Assert.Equal(items.Select(Content), (await _bench.ItemsAsync()).Select(Content));

        var atDestination = await _bench.SendAsync(new PreviewRemoval(to));
        Assert.Equal(new KindCount(Open, Conversations + Conflicts), atDestination.Counts.Conversations);
        Assert.Equal(ofItems, atDestination.Counts.FollowUps);
        Assert.Equal(KindCount.None, atDestination.Counts.Integrations);
    }

    private static object Content(Conversation x) =>
        (x.Id, x.Contact, x.ContactName, x.OpenedAt, x.LastMessageAt);

    private static object Content(LinkedItem x) => (x.Id, x.Kind, x.Title, x.State, x.DueAt);
}
