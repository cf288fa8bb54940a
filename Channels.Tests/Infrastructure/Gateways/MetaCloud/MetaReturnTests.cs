using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Who goes to Facebook and comes back, how often, and with what.</summary>
public sealed class MetaReturnTests
{
    private const string Display = "+55 11 98765-4321";

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
    public async Task Return_OfAnInstanceThatIsDown_WithoutAConnection_LeavesItDownAsItWas()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var (bench, id) = (world.Bench, world.Id);
        world.Token.Revoke(458);
        await bench.UntilAsync(id, ReasonCode.AppRemoved);
        var down = await world.FindAsync();

        await bench.ReturnAsync(LoginDialog.Refuse(await bench.BeginAsync(id)));
        await EndedAsync(ReasonCode.AuthorizationRefused);
        await bench.BeginAsync(id);
        await EndedAsync(ReasonCode.AuthorizationTimedOut);
        var other = bench.Meta.World.AddWaba("Outra");
        bench.Meta.World.AddConnectedNumber(other, "+55 21 3456-7000");
        await bench.AuthorizeAsync(id, other);
        await EndedAsync(ReasonCode.WrongNumber);

        async Task EndedAsync(ReasonCode end)
        {
            await bench.UntilAsync(id, x => x.LatestReason.Code == end);
            var after = await world.FindAsync();
            Assert.Equal((down.Reason, down.Since, true), (after.Reason, after.Since, after.IsInTrouble));
        }
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

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Return_WhileMetaCannotTakeTheCode_SaysThatItWasNotReached(int? code)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        if (code is { } refusal)
        {
            bench.Meta.Fail("oauth/access_token", refusal);
        }
        else
        {
            bench.Meta.FailWithHtml("oauth/access_token", 503);
        }

        await bench.AuthorizeAsync(id, account);

        var reason = (await bench.FindAsync(id)).Reason;
        Assert.Equal((ReasonCode.AuthorizationInterrupted, ConnectionCause.ServiceUnavailable), (reason.Code, reason.Cause));
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Return_ToAnAppWithTheWrongSecret_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var id = await bench.CreateAsync();
        bench.Meta.Fail("oauth/access_token", 1, status: 400);

        await bench.AuthorizeAsync(id, account);

        Assert.Equal(ReasonCode.AuthorizationFailed, (await bench.FindAsync(id)).Reason.Code);
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

        bench.Time.Advance(TimeSpan.FromMinutes(59));
        await bench.ReturnAsync("?code=AQB1&state=0000");
        Assert.Equal(ReasonCode.AwaitingFacebook, (await bench.FindAsync(id)).Reason.Code);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.UntilAsync(id, ReasonCode.AuthorizationTimedOut);

        // A code that is still good is used, however late its person is; the day after, nobody is expected any more.
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, account));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Return_ADayLate_IsUnknown()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var id = await bench.CreateAsync();
        var state = await bench.BeginAsync(id);
        bench.Time.Advance(TimeSpan.FromHours(26));

        var end = await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, account));

        Assert.Equal(AuthorizationVerdict.Unknown, end.Verdict);
    }

    [Fact]
    public async Task Refusal_OfAnEarlierTab_LeavesTheLaterOneWaiting_AndSaysSo()
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();
        var first = await bench.BeginAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.BeginAsync(id);

        Assert.Equal(AuthorizationVerdict.Overtaken, (await bench.ReturnAsync(LoginDialog.Refuse(first))).Verdict);

        Assert.Equal((ReasonCode.AwaitingFacebook, "Ana"), ((await bench.FindAsync(id)).Reason.Code, (await bench.FindAsync(id)).Reason.Who));
    }

    [Fact]
    public async Task Begin_WithANumberOfTheApp_RegistersNothingByItself()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        var id = await bench.CreateAsync();
        var start = await bench.SendAsync(new BeginAuthorization(id, OnBusinessApp: true));
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(start.Address.Query)["state"].ToString();

        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, account));
        await bench.UntilAsync(id, x => x.Official is not null);

        Assert.Empty(bench.Meta.CallsTo("/register"));
    }

    [Theory]
    [InlineData(false, """{"setup":{}}""")]
    [InlineData(true, """{"setup":{},"featureType":"whatsapp_business_app_onboarding"}""")]
    public async Task Begin_SaysWhetherTheNumberStaysInTheApp_AndNoVersion(bool onBusinessApp, string extras)
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();

        var start = await bench.SendAsync(new BeginAuthorization(id, OnBusinessApp: onBusinessApp));

        Assert.Equal(extras, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(start.Address.Query)["extras"]);
        Assert.StartsWith("/v27.0/", start.Address.AbsolutePath, StringComparison.Ordinal);
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
    public async Task Renewal_WhileConnected_ChangesNothingUntilItIsThere()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.ConnectAsync(account);
        bench.Time.Advance(TimeSpan.FromDays(54));
        await bench.UntilAsync(id, ReasonCode.ConnectedExpiresSoon);

        Assert.Equal(AuthorizationVerdict.NotRenewed, (await bench.ReturnAsync(LoginDialog.Refuse(await bench.BeginAsync(id)))).Verdict);
        Assert.Equal(ReasonCode.ConnectedExpiresSoon, (await bench.FindAsync(id)).Reason.Code);

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.DoesNotContain(
            bench.Statuses.Of(id).SkipWhile(x => x.Code != ReasonCode.ConnectedExpiresSoon), x => x.Status != ChannelStatus.Connected);
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
