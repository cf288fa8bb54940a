using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Removal;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Removal;

/// <summary>A step of a removal that breaks anywhere changes nothing, and can be taken again.</summary>
public sealed class RemovalAtomicityTests : IAsyncLifetime
{
    private readonly FailingCommands _database = new();
    private readonly Workbench _bench;
    private ChannelId _a;
    private ChannelId _b;

    public RemovalAtomicityTests() => _bench = new Workbench(services =>
        Microsoft.Extensions.DependencyInjection.EntityFrameworkServiceCollectionExtensions.ConfigureDbContext<ChannelsDbContext>(
            services, options => options.AddInterceptors(_database)));

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _a = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        _b = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;

        // Everything that the steps treat in its own way: conflicts by number and by LID, what lives and what rests.
        await _bench.OpenAsync(_a, "5511911110001");
        await _bench.OpenAsync(_a, "5511911110002");
        await _bench.OpenAsync(_b, "5511911110002");
        await OpenAsync(_a, LinkedDataExtensions.Contact("5511911110003", lid: "77"));
        await OpenAsync(_b, new ContactAddress(null, "77"));
        await _bench.AddClosedAsync(_a, "5511911110004");
        foreach (var kind in (LinkedKind[])[LinkedKind.Prompt, LinkedKind.FollowUp, LinkedKind.Schedule, LinkedKind.Integration])
        {
            await _bench.LinkAsync(_a, kind, $"{kind}");
        }

        var done = await _bench.LinkAsync(_a, LinkedKind.FollowUp, "Feito");
        await _bench.SendAsModuleAsync(new ChangeItemState(done, ItemState.Finished));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task RemoveChannel_FailingAtAnyCommand_ChangesNothing()
    {
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        var command = new RemoveChannel(_a, _b, Successor: null, preview.Seen(preview.Destinations.Single()));

        await AssertAllOrNothingAsync(atLeast: 20, async () => await _bench.SendAsync(command));

        Assert.NotNull((await _bench.FindAsync(_a)).Removal);
        Assert.Equal(1, _bench.Background.Wakes);
    }

    [Fact]
    public async Task RemoveChannel_WithASuccessor_FailingAtAnyCommand_ChangesNothing()
    {
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        var command = new RemoveChannel(_a, null, new Successor("Vendas", ConnectionMethod.WhatsAppWeb), preview.Seen(null));

        await AssertAllOrNothingAsync(atLeast: 20, async () => await _bench.SendAsync(command));

        Assert.NotNull((await _bench.FindAsync(_a)).Removal);
    }

    [Fact]
    public async Task LastBatch_FailingAtAnyCommand_ChangesNothing()
    {
        await _bench.RemoveAsync(_a, _b);

        await AssertAllOrNothingAsync(atLeast: 5, async () => Assert.True(await _bench.SendAsModuleAsync(new ContinueRemoval(_a))));

        Assert.Equal([_a], _bench.Published.Removed);
    }

    /// <summary>Breaks the first command, the second and so on up to the commit, and lets it succeed after that.</summary>
    private async Task AssertAllOrNothingAsync(int atLeast, Func<Task> command)
    {
        var before = await _bench.DumpAsync();
        var (heard, wakes) = (_bench.Published.Count, _bench.Background.Wakes);
        var failures = 0;
        do
        {
            _database.FailAt(++failures);
            var problem = await Assert.ThrowsAnyAsync<Exception>(command);
            _database.Heal();
            Assert.IsType<BrokenDatabaseException>(problem.GetBaseException());
            Assert.Equal(before, await _bench.DumpAsync());
            Assert.Equal((heard, wakes), (_bench.Published.Count, _bench.Background.Wakes));
        }
        while (!_database.BrokeCommit);

        Assert.InRange(failures, atLeast, 200);
        await command();
        Assert.NotEqual(before, await _bench.DumpAsync());
    }

    private Task<Guid> OpenAsync(ChannelId channel, ContactAddress contact) =>
        _bench.SendAsModuleAsync(new OpenConversation(channel, contact));
}
