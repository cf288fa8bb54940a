using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Removal;

/// <summary>When a removal is refused or asked for again, nothing has changed.</summary>
public sealed class RefusedRemovalTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private ChannelId _a;
    private ChannelId _b;
    private ChannelId _c;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _a = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        _b = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;
        _c = (await _bench.CreateAsync("Cobrança")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Remove_OfAnInstanceThatTakesOver_NeedsADestinationAlthoughNothingHangsOnItYet()
    {
        await _bench.AddClosedAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _c);

        Assert.True((await _bench.SendAsync(new PreviewRemoval(_c))).NeedsDestination);
        await Rules.BreaksAsync(Rule.DestinationRequired, () => _bench.RemoveAsync(_c));
    }

    [Fact]
    public async Task Remove_Twice_BreaksRuleAndNamesWhoRemovesIt()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        await _bench.RemoveAsync(_a, _b);

        var broken = await Rules.BreaksAsync(
            Rule.BeingRemoved,
            () => _bench.SendAsync(new RemoveChannel(_a, _b, null, preview.Seen(preview.Destinations[0]))));
        Assert.Equal(["Vendas", "Ana"], broken.Arguments);

        await _bench.FinishAsync(_a);
        await Rules.BreaksAsync(
            Rule.ChannelNotFound,
            () => _bench.SendAsync(new RemoveChannel(_a, _b, null, preview.Seen(preview.Destinations[0]))));
    }

    [Fact]
    public async Task Remove_IntoOneThatIsBeingRemoved_BreaksRule()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        await _bench.OpenAsync(_b, "5511911110002");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        var seen = preview.Seen(preview.Destinations.Single(x => x.Id == _b));
        await _bench.RemoveAsync(_b, _c);

        await Rules.BreaksAsync(Rule.DestinationGone, () => _bench.SendAsync(new RemoveChannel(_a, _b, null, seen)));
        await _bench.FinishAsync(_b);
        await Rules.BreaksAsync(Rule.DestinationGone, () => _bench.SendAsync(new RemoveChannel(_a, _b, null, seen)));
        Assert.DoesNotContain((await _bench.SendAsync(new PreviewRemoval(_a))).Destinations, x => x.Id == _b);
    }

    [Fact]
    public async Task Remove_IntoItself_BreaksRule()
    {
        await _bench.OpenAsync(_a, "5511911110001");

        await Rules.BreaksAsync(Rule.DestinationRequired, () => _bench.RemoveAsync(_a, _a));
    }

    [Fact]
    public async Task Remove_AfterSomethingAppearedWhereNothingWas_AsksAgain()
    {
        var preview = await _bench.SendAsync(new PreviewRemoval(_c));
        await _bench.OpenAsync(_c, "5511911110001");

        await Rules.BreaksAsync(
            Rule.LinkedMeanwhile, () => _bench.SendAsync(new RemoveChannel(_c, null, null, preview.Seen(null))));
        Assert.Null((await _bench.FindAsync(_c)).Removal);
    }

    [Fact]
    public async Task Remove_AfterAnIntegrationWasAdded_AsksAgainAndNamesIt()
    {
        await _bench.LinkAsync(_a, LinkedKind.Integration, "RD Station");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        await _bench.LinkAsync(_a, LinkedKind.Integration, "Bling");

        var broken = await Rules.BreaksAsync(
            Rule.IntegrationAddedMeanwhile,
            () => _bench.SendAsync(new RemoveChannel(_a, _b, null, preview.Seen(preview.Destinations.Single(x => x.Id == _b)))));

        Assert.Equal(["Bling"], broken.Arguments);
    }

    [Fact]
    public async Task Remove_AfterAConversationWasAdded_DoesNotAskAndTellsItInTheReceipt()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        await _bench.OpenAsync(_a, "5511911110002");

        var receipt = await _bench.SendAsync(
            new RemoveChannel(_a, _b, null, preview.Seen(preview.Destinations.Single(x => x.Id == _b))));

        Assert.Equal(new KindCount(2, 2), receipt.Moved.Conversations);
    }

    [Fact]
    public async Task Remove_AfterTheDestinationWasRenamed_AsksAgain()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        await _bench.SendAsync(new RenameChannel(_b, "Atendimento", "Suporte"));

        await Rules.BreaksAsync(
            Rule.DestinationChangedMeanwhile,
            () => _bench.SendAsync(new RemoveChannel(_a, _b, null, preview.Seen(preview.Destinations.Single(x => x.Id == _b)))));
    }

    [Fact]
    public async Task Remove_AfterTheDestinationDropped_AsksAgain()
    {
        await _bench.OpenAsync(_a, "5511911110001");
        var preview = await _bench.SendAsync(new PreviewRemoval(_a));
        await _bench.SendAsGatewayAsync(new ObserveLine(_b, new StatusReason(ReasonCode.LoggedOutOnPhone)));

        await Rules.BreaksAsync(
            Rule.DestinationChangedMeanwhile,
            () => _bench.SendAsync(new RemoveChannel(_a, _b, null, preview.Seen(preview.Destinations.Single(x => x.Id == _b)))));
    }

    [Fact]
    public async Task Commands_OnAnInstanceThatGoes_AreRefused()
    {
        await _bench.AddClosedAsync(_a, "5511911110001");
        await _bench.RemoveAsync(_a, _b);

        await Rules.BreaksAsync(Rule.BeingRemoved, () => _bench.SendAsync(new RenameChannel(_a, "Outra", "Vendas")));
        await Rules.BreaksAsync(Rule.BeingRemoved, () => _bench.SendAsync(new ConnectChannel(_a)));
        await Rules.BreaksAsync(Rule.BeingRemoved, () => _bench.SendAsync(new DisconnectChannel(_a)));
        await Rules.BreaksAsync(Rule.BeingRemoved, () => _bench.SendAsync(new RefreshChannel(_a)));
        await Rules.BreaksAsync(Rule.BeingRemoved, () => _bench.SendAsync(new ViewPairingCode(_a)));
    }
}
