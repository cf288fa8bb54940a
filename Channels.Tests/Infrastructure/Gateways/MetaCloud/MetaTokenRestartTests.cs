using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>The app ends between a typed token and its number: at the next start it goes on, or says truly what is left.</summary>
public sealed class MetaTokenRestartTests
{
    private const string Display = "+55 11 98765-4321";
    private const string OtherDisplay = "+55 21 3456-7000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_CheckedAndNotKept_ChangesNothing()
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, typed) = await OwnAsync(bench);

        await bench.EndWithinAsync(() => bench.SendAsync(new UseToken(id, typed)), Write.Kept);

        Assert.Equal(ReasonCode.NeverConnected, (await bench.FindAsync(id)).Reason.Code);
        await bench.SendAsync(new UseToken(id, typed));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Theory]
    [InlineData(Write.Begun, false)]
    [InlineData(Write.Begun, true)]
    [InlineData(Write.Claimed, false)]
    [InlineData(Write.Taken, false)]
    [InlineData(Write.Registering, false)]
    public async Task Token_Kept_GoesOnByItself(string before, bool somebodyIsAtFacebook)
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, typed) = await OwnAsync(bench);
        if (somebodyIsAtFacebook)
        {
            await bench.BeginAsync(id);
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await bench.StopWorkersAsync();
        await bench.EndWithinAsync(
            async () =>
            {
                await bench.SendAsync(new UseToken(id, typed));
                await bench.Gateway.ConfirmAsync(id, Cancellation);
            },
            before);

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Single(bench.Meta.CallsTo("/register"));
        Assert.DoesNotContain(bench.Statuses.Of(id), x => x.Status == ChannelStatus.Disconnected && x.Code != ReasonCode.NeverConnected);
    }

    [Theory]
    [InlineData(Write.Claimed, true)]
    [InlineData(Write.Taken, false)]
    public async Task Token_KeptForOneOfSeveralNumbers_AsksAtMostForTheNumber(string before, bool asks)
    {
        await using var bench = await MetaBench.StartAsync();
        var (id, typed) = await OwnAsync(bench);
        bench.Meta.World.AddNumber(bench.Meta.World.FindWaba(typed.AccountId)!, OtherDisplay);
        await bench.EndWithinAsync(() => bench.SendAsync(new UseToken(id, typed)), before);

        if (asks)
        {
            await bench.UntilAsync(id, ReasonCode.ChooseNumber);
            await bench.SendAsync(new ChooseNumber(id, typed.NumberId));
        }

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal("+5511987654321", (await bench.FindAsync(id)).Number!.E164);
    }

    [Fact]
    public async Task Token_ForAnotherNumber_WhereTheOneBeforeWasLeft_SaysThatNothingIsAuthorized()
    {
        await using var world = await ConnectedWorld.StartAsync();
        var (_, typed) = await OwnAsync(world.Bench, OtherDisplay);

        await world.Bench.EndWithinAsync(() => world.Bench.SendAsync(new UseToken(world.Id, typed, AllowOtherNumber: true)), Write.Kept);

        await world.Bench.UntilAsync(world.Id, ReasonCode.AuthorizationInvalid);
        Assert.Null(world.Account.Subscription);
    }

    // A number that still has to be registered, of an account that the token does not name.
    private static async Task<(ChannelId Id, TokenEntry Typed)> OwnAsync(MetaBench bench, string display = Display)
    {
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddNumber(account, display);
        var token = bench.Meta.IssueToken(account);
        (token.Type, token.ExpiresAt, token.OmitsTargetIds) = ("SYSTEM_USER", null, true);
        return (await bench.CreateAsync(), new TokenEntry(token.Value, account.Id, number.Id));
    }
}
