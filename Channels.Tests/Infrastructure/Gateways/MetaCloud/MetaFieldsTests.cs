using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Whether the app's webhook tells what customers write at all (contract, 0a.11).</summary>
public sealed class MetaFieldsTests
{
    [Fact]
    public async Task Messages_ThatAreNotTicked_AreAWarning_UntilTheyAre()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, "+55 11 98765-4321");
        var id = await bench.ConnectAsync(account);
        bench.Meta.TickedFields = ["account_update"];

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.UntilAsync(id, ReasonCode.ConnectedMessagesMissing);
        Assert.Equal(ChannelStatus.Connected, (await bench.FindAsync(id)).Status);

        bench.Meta.TickedFields = ["messages"];
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Theory]
    [InlineData("""{"data":[]}""", true)]
    [InlineData("""{"data":[{"object":"page","active":true,"fields":[{"name":"messages"}]}]}""", true)]
    [InlineData("""{"data":[{"object":"whatsapp_business_account","active":false,"fields":[{"name":"messages"}]}]}""", true)]
    [InlineData("""{"data":[{"object":"whatsapp_business_account","fields":["messages","security"]}]}""", false)]
    [InlineData("""{"data":[{"object":"whatsapp_business_account","active":true,"fields":[{"name":"messages","version":"v27.0"}]}]}""", false)]
    public async Task Answer_InWhateverShape_IsRead(string answer, bool isMissing)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, "+55 11 98765-4321");
        bench.Meta.FailWith("/subscriptions", 200, answer, "application/json", times: 1000);
        await bench.StopAsync();
        await bench.StartAgainAsync();
        var id = await bench.CreateAsync("Vendas");

        await bench.AuthorizeAsync(id, account);

        await bench.UntilAsync(id, isMissing ? ReasonCode.ConnectedMessagesMissing : ReasonCode.Connected);
    }

    [Fact]
    public async Task Meta_ThatCannotBeAsked_IsNoWarning()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, "+55 11 98765-4321");
        bench.Meta.FailWithHtml("/subscriptions", times: 1000);

        var id = await bench.ConnectAsync(account);
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.SendAsync(new RefreshChannel(id));

        Assert.Equal(ReasonCode.Connected, (await bench.FindAsync(id)).Reason.Code);
    }
}
