using Channels.Domain;
using Channels.Domain.UseCases.Connect;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>How what happens at Meta is found out: by reading now and then, and soon after a hint.</summary>
public sealed class MetaStatusTests
{
    private const string Display = "+55 11 98765-4321";

    private static readonly TimeSpan ReadsEvery = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData(463, ReasonCode.AuthorizationExpired)]
    [InlineData(458, ReasonCode.AppRemoved)]
    [InlineData(460, ReasonCode.FacebookPasswordChanged)]
    [InlineData(467, ReasonCode.AuthorizationInvalid)]
    [InlineData(null, ReasonCode.AuthorizationInvalid)]
    public async Task Token_Revoked_IsFoundWithinTheInterval(int? subcode, ReasonCode reason)
    {
        await using var world = await ConnectedAsync();
        world.Token.Revoke(subcode);
        var since = world.Bench.Time.GetUtcNow();

        await world.Bench.UntilAsync(world.Id, reason);

        Assert.True(world.Bench.Time.GetUtcNow() - since <= ReadsEvery + (12 * MetaBench.Step));
    }

    [Fact]
    public async Task Token_ThatEnds_WarnsSevenDaysAhead_AndSaysWhenItIsOver()
    {
        await using var world = await ConnectedAsync();
        world.Bench.Time.Advance(TimeSpan.FromDays(50));
        await world.Bench.SendAsync(new RefreshChannel(world.Id));
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);

        world.Bench.Time.Advance(TimeSpan.FromDays(4));
        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedExpiresSoon);
        Assert.Equal(world.Token.ExpiresAt, (await world.FindAsync()).Reason.Until);

        world.Bench.Time.Advance(TimeSpan.FromDays(6.5));
        await world.Bench.UntilAsync(world.Id, ReasonCode.AuthorizationExpired);
    }

    [Theory]
    [InlineData("FLAGGED", ReasonCode.ConnectedFlagged)]
    [InlineData("RESTRICTED", ReasonCode.ConnectedRestrictedByMeta)]
    [InlineData("RATE_LIMITED", ReasonCode.ConnectedLimitReached)]
    [InlineData("BANNED", ReasonCode.BlockedByMeta)]
    [InlineData("DELETED", ReasonCode.NumberGone)]
    [InlineData("MIGRATED", ReasonCode.NumberGone)]
    [InlineData("DISCONNECTED", ReasonCode.NumberOffAtMeta)]
    [InlineData("UNVERIFIED", ReasonCode.NumberOffAtMeta)]
    public async Task Status_AtMeta_BecomesTheReason(string status, ReasonCode reason)
    {
        await using var world = await ConnectedAsync();
        world.Number.Status = status;

        await world.Bench.UntilAsync(world.Id, reason);

        world.Number.Status = "CONNECTED";
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
    }

    [Theory]
    [InlineData(1, ReasonCode.Connected)]
    [InlineData(2, ReasonCode.NumberGone)]
    public async Task Number_ThatMetaDoesNotKnow_IsGoneAfterASecondLook(int looks, ReasonCode reason)
    {
        await using var world = await ConnectedAsync();

        // Each look asks for fewer and fewer fields before it gives up.
        world.Bench.Meta.Fail($"GET /{world.Number.Id}", 100, times: 3 * looks);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new RefreshChannel(world.Id)));
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);

        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(reason, (await world.FindAsync()).Reason.Code);
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Status_ThatNobodyKnows_IsShownRawAndChangesNothing()
    {
        await using var world = await ConnectedAsync();
        world.Number.Status = "SOMETHING_NEW";

        await world.Bench.UntilAsync(world.Id, x => x.Official?.UnknownStatus == "SOMETHING_NEW");

        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Facts_AtMeta_AreOnTheCard()
    {
        await using var world = await ConnectedAsync();
        (world.Number.QualityRating, world.Number.MessagingLimit, world.Number.NameStatus) = ("RED", "TIER_10K", "DECLINED");

        await world.Bench.UntilAsync(world.Id, ReasonCode.ConnectedQualityLow);

        await world.Bench.UntilAsync(world.Id, x => x.Official is { Quality: "RED", Limit: "TIER_10K", NameStatus: "DECLINED" });
    }

    [Fact]
    public async Task Subscription_ThatIsGone_IsRepairedByItself()
    {
        await using var world = await ConnectedAsync();
        world.Account.Subscription = null;

        await world.Bench.UntilAsync(world.Id, ReasonCode.SubscribingWebhook);
        await world.Bench.UntilAsync(world.Id, ReasonCode.Connected);

        Assert.NotNull(world.Account.Subscription);
    }

    [Fact]
    public async Task Subscription_ThatCannotBeRepaired_SaysThatMessagesDoNotArrive_AndIsNotAskedForAgainAndAgain()
    {
        await using var world = await ConnectedAsync();
        world.Account.Subscription = null;
        world.Bench.Meta.FailWith($"POST /{world.Account.Id}/subscribed_apps", 200, """{"success":true}""", "application/json", times: 100);
        await world.Bench.UntilAsync(world.Id, ReasonCode.WebhookNotSubscribed);
        var asked = world.Bench.Meta.CallsTo($"POST /{world.Account.Id}/subscribed_apps").Count;

        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(asked, world.Bench.Meta.CallsTo($"POST /{world.Account.Id}/subscribed_apps").Count);
        Assert.Equal(ReasonCode.WebhookNotSubscribed, (await world.FindAsync()).Reason.Code);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(80007)]
    [InlineData(130429)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(131016)]
    [InlineData(133004)]
    public async Task Refusal_ThatSaysNothingOfTheNumber_LeavesItsStatusUnconfirmed(int code)
    {
        await using var world = await ConnectedAsync();
        world.Bench.Meta.Fail($"GET /{world.Number.Id}", code, times: 100);
        var (confirmed, told) = (world.Bench.Confirmations.Of(world.Id), world.Bench.Statuses.Of(world.Id).Count);

        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new RefreshChannel(world.Id)));

        Assert.Equal((confirmed, told), (world.Bench.Confirmations.Of(world.Id), world.Bench.Statuses.Of(world.Id).Count));
    }

    [Fact]
    public async Task Meta_OutOfReach_LeavesTheStatus_AndComesBackByItself()
    {
        await using var world = await ConnectedAsync();
        world.Bench.Meta.FailWithHtml($"GET /{world.Number.Id}", times: 5);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new RefreshChannel(world.Id)));
        Assert.Equal(ReasonCode.Connected, (await world.FindAsync()).Reason.Code);
        var confirmed = world.Bench.Confirmations.Of(world.Id);

        world.Bench.Meta.Recover();
        await world.UntilConfirmedAsync(confirmed);
    }

    [Fact]
    public async Task Throttled_NothingIsAskedThatNobodyWaitsFor()
    {
        await using var world = await ConnectedAsync();
        world.Bench.Meta.Fail($"GET /{world.Number.Id}", 80007, times: 1, regainMinutes: 60);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => world.Bench.SendAsync(new RefreshChannel(world.Id)));
        var calls = world.Bench.Meta.Calls.Count;
        var confirmed = world.Bench.Confirmations.Of(world.Id);

        for (var minute = 0; minute < 59; minute++)
        {
            world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(calls, world.Bench.Meta.Calls.Count);
        await world.UntilConfirmedAsync(confirmed);
    }

    [Fact]
    public async Task Refresh_Connected_SaysWhenMetaConfirmed()
    {
        await using var world = await ConnectedAsync();

        var refreshed = await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(world.Bench.Time.GetUtcNow(), refreshed.ConfirmedAt);
    }

    [Fact]
    public async Task Keys_ThatAreGone_AskForANewAuthorization()
    {
        await using var world = await ConnectedAsync();
        await world.Bench.QueryAsync("UPDATE MetaAccounts SET Token = x'00'");

        await world.Bench.SendAsync(new RefreshChannel(world.Id));

        Assert.Equal(ReasonCode.CredentialsUnreadable, (await world.FindAsync()).Reason.Code);
    }

    [Fact]
    public async Task Start_ReadsEachNumberAgain()
    {
        await using var world = await ConnectedAsync();
        await world.Bench.StopAsync();
        world.Number.Status = "BANNED";

        await world.Bench.StartAgainAsync();

        await world.Bench.UntilAsync(world.Id, ReasonCode.BlockedByMeta);
    }

    private static Task<ConnectedWorld> ConnectedAsync() => ConnectedWorld.StartAsync(Display);
}
