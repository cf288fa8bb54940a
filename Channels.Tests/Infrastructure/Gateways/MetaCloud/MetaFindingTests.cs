using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Which account was authorized, where the token does not say it (contract, 0a.2).</summary>
public sealed class MetaFindingTests
{
    private const string Display = "+55 11 98765-4321";

    [Theory]
    [InlineData(nameof(AccountFinding.Assigned))]
    [InlineData(nameof(AccountFinding.Owned))]
    [InlineData(nameof(AccountFinding.Clients))]
    public async Task Account_ThatTheTokenDoesNotName_IsFoundAnotherWay(string way)
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.OmitsTargetIds = true;
        bench.Meta.Finding = Enum.Parse<AccountFinding>(way);
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);

        await bench.ConnectAsync(account);

        Assert.NotNull(account.Subscription);
    }

    [Fact]
    public async Task Account_OfARecentPartnerAdded_IsFound_AndOthersAreNot()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.OmitsTargetIds = true;
        var (account, foreign) = (bench.Meta.World.AddWaba("Loja"), bench.Meta.World.AddWaba("Outra"));
        bench.Meta.World.AddConnectedNumber(account, Display);
        bench.Meta.World.AddConnectedNumber(foreign, "+55 21 3456-7000");
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.AccountNotNamed);

        // One that cannot be read is not meant, and says nothing of the authorization.
        await bench.DeliverAsync(bench.Meta.Events.PartnerAdded(foreign));
        await Tools.UntilAsync(() => bench.QueryAsync("SELECT AccountId FROM MetaPartners"), x => x.Count == 1);
        await bench.SendAsync(new RefreshChannel(id));
        Assert.Equal(ReasonCode.AccountNotNamed, (await bench.FindAsync(id)).Reason.Code);

        bench.Time.Advance(TimeSpan.FromSeconds(3));
        await bench.DeliverAsync(bench.Meta.Events.PartnerAdded(account));

        // Nobody moves the clock on.
        await bench.Statuses.UntilAsync(id, x => x.Reason.Code == ReasonCode.Connected).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal("+5511987654321", (await bench.FindAsync(id)).Number!.E164);
    }

    [Fact]
    public async Task Account_ThatIsFoundNowhere_IsNamedByAPerson_WhoMayMistypeIt()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.OmitsTargetIds = true;
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.AccountNotNamed);

        Assert.Equal(Rule.AccountIdInvalid, (await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.SendAsync(new NameAccount(id, "loja")))).Rule);
        Assert.Equal(Rule.AccountNotReadable, (await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.SendAsync(new NameAccount(id, "4711")))).Rule);
        await bench.StopAsync();
        await bench.StartAgainAsync();
        await bench.SendAsync(new NameAccount(id, account.Id));

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Permission_IsJudgedByCalls_NotByLists()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        bench.Meta.FailWith("GET /debug_token", 200, DebugAnswer(bench.Meta.AppId, account.Id), "application/json", times: 100);

        await bench.ConnectAsync(account);
    }

    // Without the scopes of WhatsApp in either list, as is reported.
    private static string DebugAnswer(string appId, string accountId) =>
        $$"""
        { "data":{"app_id":"{{appId}}","is_valid":true,"expires_at":0,"scopes":["public_profile"],
          "granular_scopes":[{"scope":"business_management","target_ids":["1"]},{"scope":"whatsapp_business_messaging","target_ids":["{{accountId}}"]}]} }
        """;
}
