using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>From the click on "Conectar com Facebook" to a connection.</summary>
public sealed class MetaConnectTests
{
    private const string Display = "+55 11 98765-4321";
    private const string OtherDisplay = "+55 21 3456-7000";

    [Fact]
    public async Task Authorize_OneFreshNumber_IsRegisteredAndConnectedWithItsVerifiedName()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddNumber(account, Display, "Loja Centro");
        var id = await bench.CreateAsync();

        Assert.Equal(new AuthorizationEnd(id, AuthorizationVerdict.Observed), await bench.AuthorizeAsync(id, account));
        await bench.UntilAsync(id, x => x.Reason.Code == ReasonCode.Connected && x.Name == "Loja Centro");
        await bench.UntilToldAsync(id);

        var channel = await bench.FindAsync(id);
        Assert.Equal("+5511987654321", channel.Number!.E164);
        Assert.Equal("Loja Centro", channel.ProfileName);
        Assert.Equal(("GREEN", "TIER_250", "APPROVED"), (channel.Official!.Quality, channel.Official.Limit, channel.Official.NameStatus));
        Assert.NotNull(account.Subscription);
        Assert.Matches("^[0-9]{6}$", number.Pin);
        Assert.Equal(
            [ReasonCode.NeverConnected, ReasonCode.AwaitingFacebook, ReasonCode.SubscribingWebhook, ReasonCode.RegisteringNumber, ReasonCode.Connected],
            bench.Statuses.Of(id).Select(x => x.Code).Distinct());
    }

    [Fact]
    public async Task Authorize_NumberInUse_IsNotRegisteredAgain_AndKeepsTheNameThatWasTyped()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display, "Loja Centro");

        var id = await bench.ConnectAsync(account, "Vendas");

        Assert.Equal("Vendas", (await bench.FindAsync(id)).Name);
        Assert.Empty(bench.Meta.CallsTo("/register"));
    }

    [Fact]
    public async Task Authorize_NumberOfTheWhatsAppBusinessApp_IsNeverRegistered()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddConnectedNumber(account, Display);
        (number.IsOnBizApp, number.PlatformType) = (true, "NOT_APPLICABLE");

        await bench.ConnectAsync(account);

        Assert.Empty(bench.Meta.CallsTo("/register"));
    }

    [Fact]
    public async Task Authorize_EveryCall_CarriesAProofOfTheApp()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.RequiresAppSecret = true;
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);

        await bench.ConnectAsync(account);

        Assert.All(bench.Meta.Calls.Where(x => x.Bearer is not null), x => Assert.Matches("^[0-9a-f]{64}$", x.Query["appsecret_proof"]));
    }

    [Fact]
    public async Task Authorize_SeveralNumbers_WaitsForAChoice()
    {
        await using var bench = await MetaBench.StartAsync();
        var (north, south) = (bench.Meta.World.AddWaba("Norte"), bench.Meta.World.AddWaba("Sul"));
        bench.Meta.World.AddConnectedNumber(north, Display, "Loja Norte");
        var wanted = bench.Meta.World.AddConnectedNumber(south, OtherDisplay, "Loja Sul");
        var id = await bench.CreateAsync("Vendas");

        await bench.AuthorizeAsync(id, north, south);
        await bench.UntilAsync(id, ReasonCode.ChooseNumber);
        var offered = await bench.SendAsync(new ListOfferedNumbers(id));

        Assert.Equal(
            [("Norte", "Loja Norte", "+5511987654321"), ("Sul", "Loja Sul", "+552134567000")],
            offered.Select(x => (x.Account, x.VerifiedName, x.Number!.E164)).OrderBy(x => x.Account));
        var refused = await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.SendAsync(new ChooseNumber(id, "4711")));
        Assert.Equal(Rule.NumberNotOffered, refused.Rule);

        await bench.SendAsync(new ChooseNumber(id, wanted.Id));
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal("+552134567000", (await bench.FindAsync(id)).Number!.E164);
        Assert.Null(north.Subscription);
    }

    [Fact]
    public async Task Authorize_SeveralNumbersOverPages_ListsThemAll()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        for (var i = 0; i < 130; i++)
        {
            bench.Meta.World.AddConnectedNumber(account, $"+55 11 3{i:D3}-0000");
        }

        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.ChooseNumber);

        Assert.Equal(130, (await bench.SendAsync(new ListOfferedNumbers(id))).Select(x => x.NumberId).Distinct().Count());
    }

    [Fact]
    public async Task Authorize_NothingShared_SaysSo()
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id);

        await bench.UntilAsync(id, ReasonCode.NoAccountShared);
    }

    [Fact]
    public async Task Authorize_AccountWithoutNumber_GoesOnOnceThereIsOne()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.AccountWithoutNumber);

        bench.Meta.World.AddNumber(account, Display);
        await bench.SendAsync(new FinishOfficial(id));

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Authorize_WhatCallsAreRefused_LacksPermission()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.Scopes = ["whatsapp_business_messaging"];
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);

        await bench.UntilAsync(id, ReasonCode.PermissionLost);
    }

    [Theory]
    [InlineData("phone_numbers")]
    [InlineData("subscribed_apps")]
    public async Task Authorize_WithAnAppThatMayNot_SaysSo_AndGoesOnOnceItMay(string match)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        bench.Meta.Fail(match, 200, times: 100);
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.AppLacksAccess);

        bench.Meta.Recover();
        await bench.SendAsync(new FinishOfficial(id));

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Single(bench.Meta.CallsTo("oauth/access_token"));
    }

    [Fact]
    public async Task Stop_BetweenTokenAndNumber_GoesOnAtTheNextStart()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        var id = await bench.CreateAsync();
        bench.Meta.FailWithHtml("phone_numbers", times: 100);
        await bench.AuthorizeAsync(id, account);
        await bench.StopAsync();
        bench.Meta.Recover();

        await bench.StartAgainAsync();

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Single(bench.Meta.CallsTo("oauth/access_token"));
    }
}
