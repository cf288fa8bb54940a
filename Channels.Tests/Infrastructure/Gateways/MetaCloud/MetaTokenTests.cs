using System.Text;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Official;
using Channels.Tests.GraphServer;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>The way in without Facebook: a system user's token, typed with the account and the number.</summary>
public sealed class MetaTokenTests
{
    private const string Display = "+55 11 98765-4321";

    [Fact]
    public async Task Token_OfASystemUser_Connects_IsSealed_AndHasNoEnd()
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, number, token) = Own(bench);
        var id = await bench.CreateAsync();

        await bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, number.Id)));

        await bench.UntilAsync(id, ReasonCode.Connected);
        await bench.UntilToldAsync(id);
        Assert.Null((await bench.FindAsync(id)).Official!.AuthorizedUntil);
        Assert.NotNull(account.Subscription);
        Assert.Empty(bench.Meta.CallsTo("oauth/access_token"));
        Assert.Equal(-1, Encoding.Latin1.GetString(await bench.DatabaseAsync()).IndexOf(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_IsCheckedOnce()
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, number, token) = Own(bench);
        var id = await bench.CreateAsync();
        await bench.StopWorkersAsync();

        await bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, number.Id)));

        Assert.Equal(["debug_token", "phone_numbers", "subscribed_apps"], bench.Meta.Calls.Where(x => !x.Path.EndsWith("/subscriptions", StringComparison.Ordinal)).Select(x => x.Path.Split('/')[^1]));
    }

    [Theory]
    [InlineData("not a token", null, null, Rule.TokenInvalid)]
    [InlineData("EAA0", null, null, Rule.TokenRefused)]
    [InlineData("another app's", null, null, Rule.TokenOfAnotherApp)]
    [InlineData(null, "loja", null, Rule.AccountIdInvalid)]
    [InlineData(null, "4711", null, Rule.AccountNotReadable)]
    [InlineData(null, null, "+55 11 98765-4321", Rule.NumberIdInvalid)]
    [InlineData(null, null, "4711", Rule.NumberNotInAccount)]
    public async Task Typed_WhatIsWrong_IsSaid_AndChangesNothing(string? typed, string? accountId, string? numberId, Rule rule)
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, number, token) = Own(bench);
        var id = await bench.CreateAsync();
        if (typed == "another app's")
        {
            bench.Meta.FailWith("GET /debug_token", 200, """{"data":{"app_id":"1","is_valid":true,"expires_at":0,"scopes":[]}}""", "application/json");
            typed = null;
        }

        var entry = new TokenEntry(typed ?? token, accountId ?? account.Id, numberId ?? number.Id);
        var refused = await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.SendAsync(new UseToken(id, entry)));

        Assert.Equal(rule, refused.Rule);
        Assert.Equal(ReasonCode.NeverConnected, (await bench.FindAsync(id)).Reason.Code);
        Assert.Empty(await bench.QueryAsync("SELECT 1 FROM MetaAccounts"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public async Task Typed_WhileMetaIsAway_OrTakesNoMoreCalls_IsNoRefusal(int? code)
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, number, token) = Own(bench);
        var id = await bench.CreateAsync();
        if (code is null)
        {
            bench.Meta.FailWithHtml("debug_token", times: 100);
        }
        else
        {
            bench.Meta.Fail("debug_token", code.Value, times: 100);
        }

        await Assert.ThrowsAsync<GatewayUnavailable>(() => bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, number.Id))));
    }

    [Fact]
    public async Task Token_OvertakesWhoeverIsAtFacebook()
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, number, token) = Own(bench);
        var id = await bench.CreateAsync();
        var back = bench.Meta.Dialog.Authorize(MetaBench.RedirectUri, await bench.BeginAsync(id), account);

        await bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, number.Id)));

        Assert.Equal(AuthorizationVerdict.Unknown, (await bench.ReturnAsync(back)).Verdict);
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Renewal_ByAToken_IsForTheSameNumber_AndKeepsTheConnection()
    {
        await using var bench = await MetaBench.StartAsync();
        var (account, number, token) = Own(bench);
        var other = bench.Meta.World.AddConnectedNumber(account, "+55 21 3456-7000");
        var id = await bench.CreateAsync();
        await bench.AuthorizeAsync(id, account);
        await bench.UntilAsync(id, ReasonCode.ChooseNumber);
        await bench.SendAsync(new ChooseNumber(id, number.Id));
        await bench.UntilAsync(id, ReasonCode.Connected);
        bench.Time.Advance(TimeSpan.FromDays(54));
        await bench.UntilAsync(id, ReasonCode.ConnectedExpiresSoon);

        var refused = await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, other.Id))));
        Assert.Equal(Rule.NumberNotExpected, refused.Rule);
        await bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, number.Id)));

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.DoesNotContain(bench.Statuses.Of(id).SkipWhile(x => x.Code != ReasonCode.ConnectedExpiresSoon), x => x.Status != ChannelStatus.Connected);
    }

    [Fact]
    public async Task WithoutAConfiguration_NobodyIsSentToFacebook()
    {
        await using var bench = await MetaBench.StartAsync(byFacebook: false);
        var (account, number, token) = Own(bench);
        var id = await bench.CreateAsync();

        Assert.False((await bench.SendAsync(new ListChannels())).Methods.Single(x => x.Method == ConnectionMethod.MetaCloud).Ways!.ByFacebook);
        Assert.Equal(Rule.OnlyByToken, (await Assert.ThrowsAnyAsync<RuleViolation>(() => bench.BeginAsync(id))).Rule);
        Assert.Equal(ReasonCode.NeverConnected, (await bench.FindAsync(id)).Reason.Code);

        await bench.SendAsync(new UseToken(id, new TokenEntry(token, account.Id, number.Id)));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    private static (Waba Account, WabaNumber Number, string Token) Own(MetaBench bench)
    {
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddConnectedNumber(account, Display);
        var token = bench.Meta.IssueToken(account);
        (token.Type, token.ExpiresAt) = ("SYSTEM_USER", null);
        return (account, number, token.Value);
    }
}
