using Bunit;
using Channels.App.Features.Official;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Official;

/// <summary>What is typed in the place of what Meta says: a token, an account.</summary>
public sealed class OfficialTokenTests : OfficialDialogContext
{
    [Fact]
    public async Task Token_IsTypedInThePlaceOfFacebook_AndLeavesThePage()
    {
        var page = await OpenAsync();
        await Button(page, "Usar um token").ClickAsync(new());
        Assert.Contains("670843887433847", page.Find("#token p").TextContent, StringComparison.Ordinal);
        Assert.Equal("password", page.Find("#official-token").GetAttribute("type"));

        await TypeAsync(page, " EAA1 ", "102290129340398", "106540352242922");
        await page.Find("#token").SubmitAsync();

        Assert.Equal(new UseToken(Sales.Id, new TokenEntry("EAA1", "102290129340398", "106540352242922")), Assert.Single(UseCases.Sent));
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
        Assert.DoesNotContain("EAA1", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Rule.TokenOfAnotherApp, "official-token")]
    [InlineData(Rule.AccountNotReadable, "official-account")]
    [InlineData(Rule.NumberNotInAccount, "official-number")]
    public async Task Token_ThatIsRefused_SaysWhyAtTheField_AndKeepsAll(Rule rule, string field)
    {
        UseCases.Fail<UseToken>(new RuleViolation(rule, "4711"));
        var page = await OpenAsync(ReasonCode.AuthorizationRefused);
        await Button(page, "Usar um token").ClickAsync(new());
        await TypeAsync(page, "EAA1", "1", "2");

        await page.Find("#token").SubmitAsync();

        Assert.Contains("4711", page.Find($"#{field}-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(["EAA1", "1", "2"], page.FindAll("#token .field input").Select(x => x.GetAttribute("value")));
        await Button(page, "Autorizar no Facebook").ClickAsync(new());
        Assert.Equal(3, page.FindAll(".steps li").Count);
    }

    [Fact]
    public async Task WithoutAConfiguration_OnlyATokenIsOffered()
    {
        Ways = new OfficialWays(ByFacebook: false, AppId: "1");

        var page = await OpenAsync();

        Assert.NotEmpty(page.FindAll("#token"));
        Assert.Equal(["Fechar", "Conectar com o token"], page.FindAll(".mud-dialog-actions button").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task Expiring_IsRenewedByAToken_ToWhoeverCameInByOne()
    {
        Ways = new OfficialWays(ByFacebook: false, AppId: "1");
        var page = await OpenAsync(new StatusReason(ReasonCode.ConnectedExpiresSoon) { Until = Snapshots.Now.AddDays(3) });
        Assert.Empty(page.FindAll("#token"));

        await page.Find(".mud-dialog-actions .primary").ClickAsync(new());

        Assert.NotEmpty(page.FindAll("#token"));
    }

    [Fact]
    public async Task Account_ThatMetaDoesNotName_IsTyped_AndARefusalKeepsIt()
    {
        UseCases.Fail<NameAccount>(new RuleViolation(Rule.AccountNotReadable, "4711"));
        var page = await OpenAsync(ReasonCode.AccountNotNamed);

        await page.Find("#official-account").InputAsync("4711");
        await page.Find("#account").SubmitAsync();

        Assert.Equal(new NameAccount(Sales.Id, "4711"), Assert.Single(UseCases.Sent));
        Assert.Contains("4711", page.Find("#official-account-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("4711", page.Find("#official-account").GetAttribute("value"));
    }

    private static async Task TypeAsync(IRenderedComponent<MudDialogProvider> page, string token, string account, string number)
    {
        await page.Find("#official-token").InputAsync(token);
        await page.Find("#official-account").InputAsync(account);
        await page.Find("#official-number").InputAsync(number);
    }
}
