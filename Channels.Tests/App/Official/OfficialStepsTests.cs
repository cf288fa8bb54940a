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

/// <summary>What is left to do after an authorization: a number, a PIN, another try.</summary>
public sealed class OfficialStepsTests : OfficialDialogContext
{
    [Fact]
    public async Task Choosing_ListsTheNumbersAsText_AndUsesTheOneChosen()
    {
        var page = await OpenAsync(ReasonCode.ChooseNumber);
        page.WaitForAssertion(() => Assert.Equal(["(11) 98765-4321", "1 555 no number"], page.FindAll("label strong").Select(x => x.TextContent)));
        Assert.Empty(page.FindAll("label b"));

        await page.FindAll("label input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("#numbers").SubmitAsync();

        Assert.Equal(new ChooseNumber(Sales.Id, "12"), UseCases.Sent.Last());
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Choosing_ANumberThatIsGone_SaysSoAndReadsThemAgain()
    {
        UseCases.Fail<ChooseNumber>(new RuleViolation(Rule.NumberNotOffered));
        var page = await OpenAsync(ReasonCode.ChooseNumber);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("label input")));

        await page.FindAll("label input")[0].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("#numbers").SubmitAsync();

        Assert.Contains("não faz mais parte da autorização", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, UseCases.Count<ListOfferedNumbers>());
    }

    [Fact]
    public async Task Choosing_WhereMetaCannotBeAsked_OffersAnotherTry()
    {
        UseCases.Fail<ListOfferedNumbers>(new GatewayUnavailable(ConnectionCause.NoDns));
        var page = await OpenAsync(ReasonCode.ChooseNumber);
        Assert.Contains("endereço da Meta", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        UseCases.Answer<ListOfferedNumbers, IReadOnlyList<OfferedNumber>>(_ => Numbers);
        await Button(page, "Tentar de novo").ClickAsync(new());

        Assert.Equal(2, page.FindAll("label").Count);
    }

    [Theory]
    [InlineData(ReasonCode.AccountWithoutNumber, "Verificar de novo")]
    [InlineData(ReasonCode.WebhookNotSubscribed, "Tentar de novo")]
    [InlineData(ReasonCode.NumberNotVerified, "Tentar de novo")]
    [InlineData(ReasonCode.RegistrationRefused, "Tentar de novo")]
    public async Task Stopped_GoesOnWithoutAnotherAuthorization(ReasonCode code, string button)
    {
        var page = await OpenAsync(new StatusReason(code) { Detail = "<i>Two-step</i> first" });
        Assert.Equal("<i>Two-step</i> first", page.Find(".content bdi").TextContent);

        await Button(page, button).ClickAsync(new());

        Assert.Equal(new FinishOfficial(Sales.Id), Assert.Single(UseCases.Sent));
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Stopped_ThatStaysSo_SaysThatItWasAsked()
    {
        UseCases.Answer<FinishOfficial, ChannelSnapshot>(_ => Sales);
        var page = await OpenAsync(ReasonCode.NumberNotVerified);

        await Button(page, "Tentar de novo").ClickAsync(new());

        Assert.Contains("Nada mudou", page.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReasonCode.PinWrong, "012 345", "012345")]
    [InlineData(ReasonCode.NumberNotRegistered, "", null)]
    public async Task Pin_IsHandedOver(ReasonCode code, string typed, string? pin)
    {
        var page = await OpenAsync(code);
        var field = page.Find("#official-pin");
        Assert.Equal(("numeric", "one-time-code"), (field.GetAttribute("inputmode"), field.GetAttribute("autocomplete")));

        await field.InputAsync(typed);
        await page.Find("#pin").SubmitAsync();

        Assert.Equal(new FinishOfficial(Sales.Id, pin), Assert.Single(UseCases.Sent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    public async Task Pin_OfAnyOtherShape_IsSaidAtTheFieldAndKept(string typed)
    {
        var page = await OpenAsync(ReasonCode.PinWrong);

        await page.Find("#official-pin").InputAsync(typed);
        await page.Find("#pin").SubmitAsync();

        Assert.Equal("O PIN tem seis dígitos.", page.Find("#pin-error").TextContent);
        Assert.Contains("pin-error", page.Find("#official-pin").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(typed, page.Find("#official-pin").GetAttribute("value") ?? "");
        Assert.Empty(UseCases.Sent);
    }

    [Fact]
    public async Task Pin_ThatMetaCouldNotBeTold_IsKept()
    {
        UseCases.Fail<FinishOfficial>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var page = await OpenAsync(ReasonCode.PinWrong);

        await page.Find("#official-pin").InputAsync("123456");
        await page.Find("#pin").SubmitAsync();

        Assert.NotEmpty(page.FindAll("[role=alert]"));
        Assert.Equal("123456", page.Find("#official-pin").GetAttribute("value"));
    }
}
