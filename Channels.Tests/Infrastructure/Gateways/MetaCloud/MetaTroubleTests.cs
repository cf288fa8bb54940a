using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What goes wrong on the way to a connection, and beside one, loses nothing that was won.</summary>
public sealed class MetaTroubleTests
{
    private const string Display = "+55 11 98765-4321";
    private const string OtherDisplay = "+55 21 3456-7000";

    [Fact]
    public async Task Meta_AwayRightAfterTheReturn_GoesOnByItself_WithTheOtherNumberThatWasAllowed()
    {
        await using var bench = await MetaBench.StartAsync();
        var (first, second) = (bench.Meta.World.AddWaba("Primeira"), bench.Meta.World.AddWaba("Segunda"));
        bench.Meta.World.AddConnectedNumber(first, Display);
        bench.Meta.World.AddConnectedNumber(second, OtherDisplay);
        var id = await bench.ConnectAsync(first);
        await bench.SendAsync(new DisconnectChannel(id));
        var state = await bench.BeginAsync(id, allowOtherNumber: true);
        bench.Meta.FailWithHtml("phone_numbers", times: 4);

        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, second));
        await bench.UntilAsync(id, ReasonCode.Connected);

        Assert.Equal("+552134567000", (await bench.FindAsync(id)).Number!.E164);
        Assert.DoesNotContain(ReasonCode.AuthorizationTimedOut, bench.Statuses.Of(id).Select(x => x.Code));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(4711)]
    public async Task Subscription_ThatMetaRefuses_IsNoConnection(int code)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        bench.Meta.Fail($"POST /{account.Id}/subscribed_apps", code, status: 422, times: 100);
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.WebhookNotSubscribed);

        bench.Meta.Recover();
        await bench.SendAsync(new FinishOfficial(id));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("PAUSED")]
    public async Task Status_ThatSaysNothing_LeavesNoFirstConnectionWaitingForEver(string status)
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddConnectedNumber(account, Display);
        number.Status = status;
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.NumberOffAtMeta);

        Assert.Equal(status, (await bench.FindAsync(id)).Reason.Detail);
    }

    [Fact]
    public async Task Display_ThatIsNoNumber_IsNeitherRegisteredNorConnected()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddNumber(account, Display);
        number.DisplayPhoneNumber = "…";
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, x => x.Status == ChannelStatus.Disconnected && x.Reason.Code != ReasonCode.NeverConnected);

        Assert.Empty(bench.Meta.CallsTo("/register"));
    }

    [Fact]
    public async Task Renewal_ThatCannotReadTheNumber_KeepsTheEarlierOne()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.Dialog.Scopes = ["whatsapp_business_messaging"];

        Assert.Equal(AuthorizationVerdict.OtherAccount, (await world.Bench.AuthorizeAsync(world.Id, world.Account)).Verdict);

        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Pin_ThatIsNotKnown_IsNeverMadeUpAgain()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddNumber(account, Display);
        number.Pin = "012345";
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.PinWrong);

        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.PinWrong);
        await bench.SendAsync(new FinishOfficial(id));

        Assert.Single(bench.Meta.CallsTo("/register"));
    }

    [Fact]
    public async Task Account_ThatIsClosedToUs_HidesNoOther()
    {
        await using var bench = await MetaBench.StartAsync();
        var (good, closed) = (bench.Meta.World.AddWaba("Boa"), bench.Meta.World.AddWaba("Fechada"));
        bench.Meta.World.AddConnectedNumber(good, Display);
        bench.Meta.Fail($"GET /{closed.Id}/phone_numbers", 100, subcode: 33, times: 100);
        var id = await bench.CreateAsync();

        await bench.AuthorizeAsync(id, good, closed);

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Fields_ThatMetaDoesNotKnow_AreDoneWithout()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddConnectedNumber(account, Display);
        bench.Meta.Fail($"GET /{number.Id}", 100, subcode: 2018001, times: 2);
        bench.Meta.Fail($"GET /{account.Id}/phone_numbers", 100);

        await bench.ConnectAsync(account);
    }

    [Fact]
    public async Task Authorization_ThatIsGoneFromTheDatabase_IsNoConnection()
    {
        await using var world = await ConnectedWorld.StartAsync();
        await world.Bench.QueryAsync("DELETE FROM MetaAccounts");

        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(ReasonCode.AuthorizationInvalid, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Disconnect_WhileSomebodyIsAtFacebook_EndsThatToo()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        var back = bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account);

        await bench.SendAsync(new DisconnectChannel(id));

        Assert.Equal(AuthorizationVerdict.Unknown, (await bench.ReturnAsync(back)).Verdict);
        Assert.Equal(ReasonCode.DisconnectedBy, (await bench.FindAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task Disconnect_WhileTheCodeIsExchanged_EndsThatToo()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        var hold = bench.Meta.Hold("oauth/access_token");
        var returned = bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account));
        await hold.Reached;

        await bench.SendAsync(new DisconnectChannel(id));
        hold.Release();

        Assert.Equal(AuthorizationVerdict.Repeated, (await returned).Verdict);
        Assert.Null(await bench.Gateway.ConfirmAsync(id, TestContext.Current.CancellationToken));
        Assert.Empty(await bench.QueryAsync("SELECT Channel FROM MetaAccounts"));
        Assert.Equal(ReasonCode.DisconnectedBy, (await bench.FindAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task Disconnect_BeforeTheAuthorizationIsActedOn_EndsThatToo()
    {
        await using var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        bench.Meta.World.AddConnectedNumber(account, Display);
        var id = await bench.CreateAsync();
        await bench.StopWorkersAsync();
        await bench.AuthorizeAsync(id, account);

        await bench.SendAsync(new DisconnectChannel(id));

        Assert.Null(await bench.Gateway.ConfirmAsync(id, TestContext.Current.CancellationToken));
        Assert.Equal(ReasonCode.DisconnectedBy, (await bench.FindAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task Refusal_OfAnOlderAttempt_LeavesTheLaterOneAlone()
    {
        await using var bench = await MetaBench.StartAsync();
        var id = await bench.CreateAsync();
        var older = await bench.BeginAsync(id);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        await bench.BeginAsync(id);

        await bench.ReturnAsync(LoginDialog.Refuse(older));

        Assert.Equal(ReasonCode.AwaitingFacebook, (await bench.FindAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task AnotherAccount_TheOneBeforeTellsUsNothingMore()
    {
        await using var bench = await MetaBench.StartAsync();
        var (first, second) = (bench.Meta.World.AddWaba("Primeira"), bench.Meta.World.AddWaba("Segunda"));
        var number = bench.Meta.World.AddConnectedNumber(first, Display);
        bench.Meta.World.AddConnectedNumber(second, OtherDisplay);
        var id = await bench.ConnectAsync(first);
        number.Status = "BANNED";
        await bench.UntilAsync(id, ReasonCode.BlockedByMeta);

        var state = await bench.BeginAsync(id, allowOtherNumber: true);
        await bench.ReturnAsync(bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, state, second));
        await bench.UntilAsync(id, ReasonCode.Connected);

        Assert.Null(first.Subscription);
        Assert.NotNull(second.Subscription);
    }

    [Fact]
    public async Task Reading_OfBefore_SaysNothingWhileSomebodyIsAtFacebook()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Number.Status = "DISCONNECTED";
        await world.Bench.UntilAsync(world.Id, ReasonCode.NumberOffAtMeta);
        var hold = world.Bench.Meta.Hold($"GET /{world.Number.Id}");
        var reading = world.Bench.SendAsync(new RefreshChannel(world.Id));
        await hold.Reached;

        await world.Bench.BeginAsync(world.Id, allowOtherNumber: true);
        hold.Release();
        await reading;

        var channel = await world.FindAsync();
        Assert.Equal((ReasonCode.AwaitingFacebook, true), (channel.Reason.Code, channel.OtherNumberAllowed));
    }

    [Fact]
    public async Task Connection_CutAgainAndAgain_LeavesTheStatus()
    {
        await using var world = await ConnectedWorld.StartAsync();
        world.Bench.Meta.Drop($"GET /{world.Number.Id}", afterTheDeed: true, times: 10);

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new RefreshChannel(world.Id)));

        world.Bench.Meta.Recover();
        Assert.NotNull((await world.Bench.SendAsync(new RefreshChannel(world.Id))).ConfirmedAt);
    }
}
