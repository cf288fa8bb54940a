using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>The app ends between any two steps to a connection: at the next start it goes on, or says truly what is left.</summary>
public sealed class MetaRestartTests
{
    private const string Display = "+55 11 98765-4321";
    private const string OtherDisplay = "+55 21 3456-7000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facebook_WhereSomebodyIs_MayBringThemBack()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, account) = await CreateAsync(bench);
        var state = await bench.BeginAsync(id);

        await bench.RestartAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(50));
        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, account));

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Facebook_FromWhereNobodyComes_TimesOut()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, _) = await CreateAsync(bench);
        await bench.BeginAsync(id);

        await bench.RestartAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(59));
        await bench.SendAsync(new RefreshChannel(id));
        Assert.Equal(ReasonCode.AwaitingFacebook, (await bench.FindAsync(id)).Reason.Code);

        await bench.UntilAsync(id, ReasonCode.AuthorizationTimedOut);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Code_OfWhichNothingWasKept_IsSaidToBeLost(bool wasExchanged)
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, account) = await CreateAsync(bench);
        var back = bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account);
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        if (!wasExchanged)
        {
            bench.Meta.Drop("oauth/access_token");
        }

        await bench.EndWithinAsync(() => bench.ReturnAsync(back), wasExchanged ? Write.Kept : Write.Reason);

        Assert.Equal(AuthorizationVerdict.Repeated, (await bench.ReturnAsync(back)).Verdict);
        bench.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await bench.SendAsync(new RefreshChannel(id));
        Assert.Equal(ReasonCode.AwaitingFacebook, (await bench.FindAsync(id)).Reason.Code);
        bench.Time.Advance(TimeSpan.FromTicks(1));
        await bench.SendAsync(new RefreshChannel(id));
        Assert.Equal((ReasonCode.AuthorizationInterrupted, null), ((await bench.FindAsync(id)).Reason.Code, (await bench.FindAsync(id)).Reason.Cause));
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Code_OfWhichTheTokenWasKept_GoesOnAtOnce()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, account) = await CreateAsync(bench);
        var state = await bench.BeginAsync(id);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        await bench.EndWithinAsync(() => bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, account)), Write.Begun);

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.DoesNotContain(bench.Statuses.Of(id), x => x.Code is ReasonCode.AuthorizationInterrupted or ReasonCode.AuthorizationTimedOut);
        Assert.Single(bench.Meta.CallsTo("oauth/access_token"));
    }

    [Fact]
    public async Task Account_NamedByAPerson_IsNotAskedForAgain()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Meta.Dialog.OmitsTargetIds = true;
        var (id, account) = await CreateAsync(bench);
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.AccountNotNamed);
        await bench.StopWorkersAsync();
        await bench.SendAsync(new NameAccount(id, account.Id));

        await bench.EndWithinAsync(() => bench.Gateway.ConfirmAsync(id, Cancellation), Write.Taken);

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Number_ThatIsToBeChosen_IsStillAskedFor()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, account) = await CreateAsync(bench);
        var other = bench.Meta.World.AddConnectedNumber(account, OtherDisplay);
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.ChooseNumber);

        await bench.RestartAsync();
        Assert.Equal(2, (await bench.SendAsync(new ListOfferedNumbers(id))).Count);
        await bench.EndWithinAsync(() => bench.SendAsync(new ChooseNumber(id, other.Id)), Write.Taken);

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal("+552134567000", (await bench.FindAsync(id)).Number!.E164);
    }

    [Fact]
    public async Task Account_WithoutNumber_GoesOnOnceThereIsOne()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.AccountWithoutNumber);

        await bench.RestartAsync();
        bench.Meta.World.AddNumber(account, Display);

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Number_NotSubscribedYet_IsSubscribed()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, account) = await CreateAsync(bench);
        bench.Meta.FailWithHtml("subscribed_apps", times: 1000);
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, x => x.Number is not null);

        await bench.StopAsync();
        bench.Meta.Recover();
        await bench.StartAgainAsync();

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.NotNull(account.Subscription);
    }

    [Theory]
    [InlineData("not asked for")]
    [InlineData("answer lost")]
    [InlineData("under way")]
    public async Task Registration_IsAskedForOnce(string end)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        var id = await bench.CreateAsync();
        await bench.StopWorkersAsync();
        await bench.AuthorizeAsync(id, account);
        switch (end)
        {
            case "not asked for":
                await bench.EndWithinAsync(() => bench.Gateway.ConfirmAsync(id, Cancellation), Write.Registering);
                break;
            case "answer lost":
                bench.Meta.Drop("/register", afterTheDeed: true);
                await Assert.ThrowsAsync<GatewayUnavailable>(() => bench.Gateway.ConfirmAsync(id, Cancellation));
                await bench.RestartAsync();
                break;
            default:
                await bench.Gateway.ConfirmAsync(id, Cancellation);
                Assert.Equal(ReasonCode.RegisteringNumber, (await bench.FindAsync(id)).Reason.Code);
                await bench.RestartAsync();
                break;
        }

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Single(bench.Meta.CallsTo("/register"));
    }

    [Theory]
    [InlineData(133005, ReasonCode.PinWrong)]
    [InlineData(133009, ReasonCode.RegistrationPaused)]
    public async Task Registration_Refused_IsLeftAsItIs(int code, ReasonCode reason)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddNumber(account, Display);
        bench.Meta.Fail("/register", code);
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, reason);
        var refused = (await bench.FindAsync(id)).Reason;

        await bench.RestartAsync();
        await bench.SendAsync(new RefreshChannel(id));

        Assert.Equal(refused, (await bench.FindAsync(id)).Reason);
        Assert.Single(bench.Meta.CallsTo("/register"));
        await (code == 133005 ? bench.SendAsync(new FinishOfficial(id, "123456")) : bench.UntilAsync(id, ReasonCode.RegisteringNumber));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Disconnect_NotWrittenDown_IsNoConnection()
    {
        await using var world = await ConnectedWorld.StartAsync();

        await world.Bench.EndWithinAsync(
            () => world.Bench.SendAsync(new DisconnectChannel(world.Id)), Write.Disconnected);

        await world.Bench.UntilAsync(world.Id, ReasonCode.AuthorizationInvalid);
        Assert.Null(world.Account.Subscription);
    }

    private static async Task<(ChannelId Id, Waba Account)> CreateAsync(MetaBench bench)
    {
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        return (await bench.CreateAsync(), account);
    }
}
