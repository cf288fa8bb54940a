using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;

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

        var channel = await bench.FindAsync(id);
        Assert.Equal("+5511987654321", channel.Number!.E164);
        Assert.Equal("Loja Centro", channel.ProfileName);
        Assert.Equal(("GREEN", "TIER_250", "APPROVED"), (channel.Official!.Quality, channel.Official.Limit, channel.Official.NameStatus));
        Assert.NotNull(account.Subscription);
        Assert.Matches("^[0-9]{6}$", number.Pin);
        Assert.True(bench.Confirmations.Of(id) > 0);
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
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => bench.SendAsync(new ChooseNumber(id, "4711")));
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
    public async Task Authorize_TokenThatNamesNoAccount_SaysThatNoneWasShared()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.OmitsTargetIds = true;
        var account = bench.Meta.World.AddWaba("Loja");
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);

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
    public async Task Authorize_WithoutAScope_LacksPermission()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.Scopes = ["whatsapp_business_management"];
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);

        await bench.UntilAsync(id, ReasonCode.PermissionLost);
    }

    [Fact]
    public async Task Return_AfterARefusal_SaysThatMetaGaveNone()
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();

        await bench.ReturnAsync(LoginDialog.Refuse(await bench.BeginAsync(id)));

        Assert.Equal(ReasonCode.AuthorizationRefused, (await bench.FindAsync(id)).Reason.Code);
        Assert.Empty(bench.Meta.CallsTo("oauth/access_token"));
    }

    [Fact]
    public async Task Return_WithACodeOlderThan30Seconds_SaysWhatMetaSays()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var id = await bench.CreateAsync();
        var back = bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account);
        bench.Time.Advance(TimeSpan.FromSeconds(31));

        await bench.ReturnAsync(back);

        var reason = (await bench.FindAsync(id)).Reason;
        Assert.Equal(ReasonCode.AuthorizationFailed, reason.Code);
        Assert.NotEmpty(reason.Detail!);
    }

    [Fact]
    public async Task Return_Twice_ExchangesOnce()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        var back = bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account);

        var ends = await Task.WhenAll(bench.ReturnAsync(back), bench.ReturnAsync(back));
        await bench.UntilAsync(id, ReasonCode.Connected);

        Assert.Equal([AuthorizationVerdict.Observed, AuthorizationVerdict.Repeated], ends.Select(x => x.Verdict).Order());
        Assert.Equal(AuthorizationVerdict.Repeated, (await bench.ReturnAsync(back)).Verdict);
        Assert.Single(bench.Meta.CallsTo("oauth/access_token"));
    }

    [Fact]
    public async Task Return_ByAnotherAdministrator_ExchangesNothing()
    {
        await using var bench = await MetaBench.StartAsync();
        await bench.AddAdministratorAsync("Eva");
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        var back = bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account);

        Assert.Equal(AuthorizationVerdict.Unknown, (await bench.ReturnAsync(back, "Eva")).Verdict);
        Assert.Empty(bench.Meta.CallsTo("oauth/access_token"));

        Assert.Equal(AuthorizationVerdict.Observed, (await bench.ReturnAsync(back)).Verdict);
    }

    [Theory]
    [InlineData("?code=AQB1")]
    [InlineData("?code=AQB1&state=")]
    [InlineData("?code=AQB1&state=0000")]
    public async Task Return_WithoutAStateOfOurs_ExchangesNothing(string query)
    {
        await using var bench = await MetaBench.StartAsync();

        Assert.Equal(new AuthorizationEnd(null, AuthorizationVerdict.Unknown), await bench.ReturnAsync(query));

        Assert.Empty(bench.Meta.CallsTo("oauth/access_token"));
    }

    [Fact]
    public async Task Begin_ByTwoAdministrators_EachMayComeBack()
    {
        await using var bench = await MetaBench.StartAsync();
        await bench.AddAdministratorAsync("Eva");
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        var (anas, evas) = (await bench.BeginAsync(id), await bench.BeginAsync(id, who: "Eva"));

        await bench.ReturnAsync(LoginDialog.Refuse(anas));
        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, evas, account), "Eva");

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Begin_AndNobodyComesBack_TimesOutByItself()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        var state = await bench.BeginAsync(id);
        Assert.Equal(ReasonCode.AwaitingFacebook, (await bench.FindAsync(id)).Reason.Code);

        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await bench.UntilAsync(id, ReasonCode.AuthorizationTimedOut);

        Assert.Equal(
            AuthorizationVerdict.Unknown,
            (await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, account))).Verdict);
    }

    [Fact]
    public async Task Begin_KeepsOnlyAHashOfTheState()
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();

        var state = await bench.BeginAsync(id);

        Assert.Matches("^[0-9a-f]{64}$", state);
        Assert.Empty(await bench.QueryAsync($"SELECT 1 FROM MetaAttempts WHERE StateHash = '{state}'"));
        Assert.Single(await bench.QueryAsync("SELECT StateHash FROM MetaAttempts"));
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

    [Fact]
    public async Task Renewal_WhileConnected_ChangesNothingUntilItIsThere()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.ConnectAsync(account);
        bench.Time.Advance(TimeSpan.FromDays(54));
        await bench.UntilAsync(id, ReasonCode.ConnectedExpiresSoon);

        await bench.ReturnAsync(LoginDialog.Refuse(await bench.BeginAsync(id)));
        Assert.Equal(ReasonCode.ConnectedExpiresSoon, (await bench.FindAsync(id)).Reason.Code);

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Renewal_ForAnAccountWithoutTheNumber_KeepsTheEarlierOne()
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, other) = (bench.Meta.World.AddWaba("Loja"), bench.Meta.World.AddWaba("Outra"));
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.ConnectAsync(account);

        Assert.Equal(AuthorizationVerdict.OtherAccount, (await bench.AuthorizeAsync(id, other)).Verdict);

        Assert.NotNull(await bench.Gateway.ConfirmAsync(id, TestContext.Current.CancellationToken));
    }
}
