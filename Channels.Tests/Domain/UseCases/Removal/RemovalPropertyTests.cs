using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Removal;

/// <summary>
/// Whatever is linked, removed and written to old ids in whatever order: afterwards everything is there once, hangs where
/// the removals led it, and no contact has two open conversations on one channel.
/// </summary>
public sealed class RemovalPropertyTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private readonly List<ChannelId> _everyId = [];
    private readonly HashSet<ChannelId> _staying = [];
    private readonly Dictionary<ChannelId, ChannelId> _tookOver = [];
    private readonly HashSet<Guid> _conversations = [];

    // Each with the channel that it hangs on by now.
    private readonly Dictionary<Guid, (LinkedKind Kind, ChannelId? Channel, ItemState State)> _items = [];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _bench.Plan.ConnectionLimit = 1000;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task AnySequence_KeepsEverythingOnce(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 4; i++)
        {
            await CreateAsync();
        }

        for (var step = 0; step < 150; step++)
        {
            await StepAsync(random);
        }

        await FinishAsync();
        await CheckAsync();
    }

    [Fact]
    public async Task WritersBesideARemoval_LoseNothingAndOpenNothingTwice()
    {
        for (var i = 0; i < 3; i++)
        {
            await CreateAsync();
        }

        var (a, b, c) = (_everyId[0], _everyId[1], _everyId[2]);
        for (var i = 0; i < 60; i++)
        {
            _conversations.Add(await _bench.AddClosedAsync(a, NumberOf(i)));
        }

        var opened = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < 60; i++)
            {
                opened.Add(await _bench.OpenAsync(random.Next(2) == 0 ? a : b, NumberOf(random.Next(20))));
            }
        }, Workbench.Cancellation));
        var removals = Task.Run(async () =>
        {
            await RetryAsync(() => _bench.RemoveAsync(a, b));
            await _bench.SendAsModuleAsync(new ContinueRemoval(a, AtMost: 7));
            await RetryAsync(() => _bench.RemoveAsync(b, c));
            while (!await _bench.SendAsModuleAsync(new ContinueRemoval(a, AtMost: 7)))
            {
            }

            await _bench.FinishAsync(b);
        }, Workbench.Cancellation);
        await Task.WhenAll([.. writers, removals]);

        _conversations.UnionWith(opened);
        (_tookOver[a], _tookOver[b]) = (b, c);
        _staying.ExceptWith([a, b]);
        await CheckAsync();
    }

    private async Task StepAsync(Random random)
    {
        var id = _everyId[random.Next(_everyId.Count)];
        switch (random.Next(12))
        {
            case 0:
                await CreateAsync();
                break;
            case 1 or 2 or 3:
                _conversations.Add(await _bench.OpenAsync(id, NumberOf(random.Next(12))));
                break;
            case 4:
                await _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(
                    id, LinkedDataExtensions.Contact(NumberOf(random.Next(12))), _bench.Time.GetUtcNow(), "Cliente"));
                break;
            case 5 when _conversations.Count > 0:
                await _bench.SendAsModuleAsync(new CloseConversation(Any(random, _conversations)));
                break;
            case 6 when _conversations.Count > 0:
                await IgnoringAsync(Rule.ConversationOpenElsewhere, () => _bench.SendAsModuleAsync(new ReopenConversation(Any(random, _conversations))));
                break;
            case 7:
                await LinkAsync(random, id);
                break;
            case 8 when _items.Count > 0:
                await ChangeAsync(random, Any(random, _items.Keys));
                break;
            case 9:
                await _bench.SendAsModuleAsync(new ContinueRemoval(id, AtMost: random.Next(1, 5)));
                break;
            case 10 or 11 when _staying.Count > 1:
                await RemoveAsync(random);
                break;
        }
    }

    private async Task CreateAsync()
    {
        var created = await _bench.CreateConnectedAsync($"Loja {_everyId.Count}", $"55119{80000000 + _everyId.Count}");
        _everyId.Add(created.Id);
        _staying.Add(created.Id);
    }

    private async Task LinkAsync(Random random, ChannelId id)
    {
        var kind = (LinkedKind[])[LinkedKind.Prompt, LinkedKind.FollowUp, LinkedKind.Schedule, LinkedKind.Integration];
        var chosen = kind[random.Next(kind.Length)];
        _items[await _bench.LinkAsync(id, chosen, $"{chosen} {_items.Count}")] = (chosen, Leads(id), ItemState.Active);
    }

    private async Task ChangeAsync(Random random, Guid item)
    {
        var state = random.Next(2) == 0 ? ItemState.Finished : ItemState.Active;
        await _bench.SendAsModuleAsync(new ChangeItemState(item, state));
        _items[item] = _items[item] with { State = state };
    }

    private async Task RemoveAsync(Random random)
    {
        var from = Any(random, _staying);
        var to = Any(random, _staying.Where(x => x != from));
        await _bench.RemoveAsync(from, to);
        _staying.Remove(from);
        _tookOver[from] = to;
        foreach (var (id, item) in _items.Where(x => x.Value.Channel == from).ToList())
        {
            _items[id] = item with { Channel = item.Kind == LinkedKind.Integration ? null : to };
        }
    }

    private ChannelId Leads(ChannelId id)
    {
        while (_tookOver.TryGetValue(id, out var next))
        {
            id = next;
        }

        return id;
    }

    private async Task FinishAsync()
    {
        foreach (var id in _tookOver.Keys.Reverse())
        {
            await _bench.FinishAsync(id);
        }
    }

    private async Task CheckAsync()
    {
        var conversations = await _bench.ConversationsAsync();
        Assert.Subset(conversations.Select(x => x.Id).ToHashSet(), _conversations);
        Assert.All(conversations, x => Assert.Contains(x.Channel, _staying));
        Assert.All(
            conversations.Where(x => x.IsOpen).GroupBy(x => (x.Channel, x.Contact)),
            open => Assert.Single(open));
        Assert.All(
            conversations.Where(x => x.ContinuesIn is not null),
            x => Assert.Equal(x.Contact, conversations.Single(y => y.Id == x.ContinuesIn).Contact));
        Assert.Equal(
            _items.Select(x => (x.Key, x.Value.Kind, x.Value.State, x.Value.Channel)).OrderBy(x => x.Key),
            (await _bench.ItemsAsync()).Select(x => (x.Id, x.Kind, x.State, x.Channel)).OrderBy(x => x.Id));
        Assert.Equal(
            _staying.OrderBy(x => x.Value),
            (await _bench.SendAsync(new ListChannels())).Channels.Select(x => x.Id).OrderBy(x => x.Value));
    }

    private static string NumberOf(int contact) => $"55119{10000000 + contact}";

    private static T Any<T>(Random random, IEnumerable<T> all) => all.ElementAt(random.Next(all.Count()));

    private static async Task IgnoringAsync(Rule rule, Func<Task> command)
    {
        try
        {
            await command();
        }
        catch (RuleViolation violation) when (violation.Rule == rule)
        {
            // One of the outcomes that may be.
        }
    }

    // Something linked meanwhile: asked again, as a person would be.
    private static async Task RetryAsync(Func<Task> remove)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            try
            {
                await remove();
                return;
            }
            catch (RuleViolation violation) when (violation.Rule == Rule.LinkedMeanwhile)
            {
                // Looks again.
            }
        }

        Assert.Fail("Asked again and again.");
    }
}
