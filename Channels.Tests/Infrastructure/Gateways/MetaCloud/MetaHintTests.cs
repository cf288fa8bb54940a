using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What a webhook hints at: it is read after, and not believed.</summary>
public sealed class MetaHintTests
{
    private const string Customer = "5521976543210";

    [Fact]
    public async Task Hint_IsReadAfter_AndNotBelieved_WhereAReadingTells()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var reads = world.Bench.Meta.CallsTo($"GET /{world.Number.Id}").Count;

        // What it says is not so at Meta.
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.AccountDeleted(world.Account));
        await world.UntilReadAsync(reads);
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);

        world.Number.Status = "DELETED";
        world.Bench.Time.Advance(TimeSpan.FromSeconds(1));
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.AccountDeleted(world.Account));
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberGone);
    }

    [Fact]
    public async Task Hint_OfAPartner_IsAboutTheAccountItNames_NotTheEntrys()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Token.Revoke(458);

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.AppUninstalled(world.Account, world.Bench.Meta.AppId));

        await world.Bench.UntilAsync(world.Id, ReasonCode.AppRemoved);
    }

    [Fact]
    public async Task Hint_AboutAnotherApp_IsIgnoredAndCounted()
    {
        await using var world = await ConnectedWorld.StartAsync();
        using var heard = new HeardMeter(NoticeMeter.Name);
        var reads = world.Bench.Meta.CallsTo($"GET /{world.Number.Id}").Count;

        await world.Bench.DeliverAsync(world.Bench.Meta.Events.AppUninstalled(world.Account, "4711"));
        await world.UntilHandledAsync();

        Assert.True(heard.Of("ignored") > 0);
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(reads, world.Bench.Meta.CallsTo($"GET /{world.Number.Id}").Count);
    }

    [Fact]
    public async Task Notices_UndealtWithWhenTheAppDied_AreDealtWithAtTheNextStart()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.Bench.StopWorkersAsync();
        await world.Bench.DeliverAsync(world.Bench.Meta.Events.TextFrom(world.Number, Customer, "Oi"));
        Assert.Empty(await world.Bench.QueryAsync("SELECT Id FROM Conversations"));

        await world.Bench.StopAsync();
        await world.Bench.StartAgainAsync();

        await world.UntilConversationsAsync(1);
    }
}
