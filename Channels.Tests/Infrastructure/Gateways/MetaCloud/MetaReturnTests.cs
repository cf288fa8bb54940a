using Channels.Domain;
using Channels.Domain.Ports;
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
