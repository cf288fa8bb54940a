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

public sealed class OfficialDialogTests : MudContext
{
    private static readonly OfferedNumber[] Numbers =
    [
        new("11", "Padaria Aurora", "+55 11 98765-4321", PhoneNumber.FromDigits("5511987654321"), "Aurora <b>Vendas</b>"),
        new("12", "Padaria Aurora", "1 555 no number", null, null),
    ];

    private ChannelSnapshot _sales = Official("Vendas");
    private OfficialWays _ways = new(ByFacebook: true, AppId: "670843887433847");

    public OfficialDialogTests()
    {
        UseCases.Answer<BeginAuthorization, AuthorizationStart>(
            _ => new(new Uri("https://facebook.example/dialog?state=x%2By"), Snapshots.Now.AddMinutes(10)));
        UseCases.Answer<ListOfferedNumbers, IReadOnlyList<OfferedNumber>>(_ => Numbers);
        UseCases.Answer<ChooseNumber, ChannelSnapshot>(_ => _sales = _sales.Next(ReasonCode.SubscribingWebhook));
        UseCases.Answer<UseToken, ChannelSnapshot>(_ => _sales = _sales.Next(ReasonCode.SubscribingWebhook));
        UseCases.Answer<NameAccount, ChannelSnapshot>(_ => _sales = _sales.Next(ReasonCode.SubscribingWebhook));
        UseCases.Answer<FinishOfficial, ChannelSnapshot>(_ => _sales = _sales.Next(ReasonCode.RegisteringNumber));
    }

    [Theory]
    [InlineData(ReasonCode.NeverConnected, "Pronto para conectar")]
    [InlineData(ReasonCode.AuthorizationRefused, "A Meta não concedeu a autorização")]
    [InlineData(ReasonCode.NoAccountShared, "marque a conta do WhatsApp")]
    [InlineData(ReasonCode.AuthorizationInterrupted, "O painel parou antes de concluir a autorização")]
    [InlineData(ReasonCode.AuthorizationExpired, "É preciso autorizar de novo")]
    [InlineData(ReasonCode.PermissionLost, "mantenha marcadas a conta e todas as permissões")]
    public async Task Connect_LeadsToFacebook_AndSaysBeforeWhatHappens(ReasonCode code, string words)
    {
        var page = await OpenAsync(code);
        Assert.Contains(words, page.Find(".content").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".steps li").Count);

        await Button(page, "Conectar com Facebook").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(_sales.Id), Assert.Single(UseCases.Sent));
        Assert.Equal(("https://facebook.example/dialog?state=x%2By", true), LastNavigation());
    }

    [Theory]
    [InlineData(ReasonCode.AuthorizationExpired, ReasonCode.NoAccountShared, OfficialStage.Failed, "marque a conta do WhatsApp")]
    [InlineData(ReasonCode.PinWrong, ReasonCode.AuthorizationRefused, OfficialStage.Pin, "Última tentativa: a autorização foi cancelada")]
    public async Task AttemptThatFailed_IsToldWhereItHidesNothingThatIsLeftToDo(
        ReasonCode code, ReasonCode end, OfficialStage stage, string words)
    {
        _sales = _sales with { LastAttempt = new DatedReason(new StatusReason(end), Snapshots.Now) };
        var page = await OpenAsync(code);

        Assert.Equal($"{stage}", page.Find(".content").GetAttribute("data-stage"));
        Assert.Contains(words, page.Find(".content").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ThatCannotBegin_SaysSoAndMayBeTriedAgain()
    {
        UseCases.Fail<BeginAuthorization>(new GatewayUnavailable(ConnectionCause.NoAnswer));
        var page = await OpenAsync();

        await Button(page, "Conectar com Facebook").ClickAsync(new());

        Assert.Contains("Não foi possível falar com a Meta", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.False(Button(page, "Conectar com Facebook").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(ReasonCode.WrongNumber)]
    [InlineData(ReasonCode.SameNumberElsewhere)]
    public async Task OtherNumber_IsAgreedToByAClick(ReasonCode code)
    {
        _sales = _sales with { Number = PhoneNumber.FromDigits("5511987654321") };
        var page = await OpenAsync(code);
        Assert.Equal("(11) 98765-4321", page.Find(".expected strong").TextContent);

        await Button(page, "Usar outro número").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(_sales.Id, AllowOtherNumber: true), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Waiting_SaysUntilWhen_AndLeadsBackWithWhatWasAgreedTo()
    {
        _sales = _sales with { OtherNumberAllowed = true };
        var page = await OpenAsync(new StatusReason(ReasonCode.AwaitingFacebook) { Until = Snapshots.Now.AddMinutes(10) });
        Assert.Contains("Aguardando autorização no Facebook", page.Find("h3").TextContent, StringComparison.Ordinal);
        Assert.Equal("until", page.Find(".expires local-time").GetAttribute("format"));

        await Button(page, "Abrir o Facebook de novo").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(_sales.Id, AllowOtherNumber: true), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Choosing_ListsTheNumbersAsText_AndUsesTheOneChosen()
    {
        var page = await OpenAsync(ReasonCode.ChooseNumber);
        page.WaitForAssertion(() => Assert.Equal(["(11) 98765-4321", "1 555 no number"], page.FindAll("label strong").Select(x => x.TextContent)));
        Assert.Empty(page.FindAll("label b"));

        await page.FindAll("label input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("#numbers").SubmitAsync();

        Assert.Equal(new ChooseNumber(_sales.Id, "12"), UseCases.Sent.Last());
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

        Assert.Equal(new FinishOfficial(_sales.Id), Assert.Single(UseCases.Sent));
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Stopped_ThatStaysSo_SaysThatItWasAsked()
    {
        UseCases.Answer<FinishOfficial, ChannelSnapshot>(_ => _sales);
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

        Assert.Equal(new FinishOfficial(_sales.Id, pin), Assert.Single(UseCases.Sent));
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

    [Fact]
    public async Task Pushed_State_IsShownToTheEnd()
    {
        var page = await OpenAsync(ReasonCode.AwaitingFacebook);

        Push(ReasonCode.RegisteringNumber);
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
        _sales = _sales with { Number = PhoneNumber.FromDigits("5511987654321"), ProfileName = "Padaria Aurora" };
        Time.Advance(TimeSpan.FromSeconds(1));
        Push(ReasonCode.Connected);

        page.WaitForAssertion(() => Assert.Equal("Conectado", page.Find("h3").TextContent));
        Assert.Equal("(11) 98765-4321 · Padaria Aurora", string.Join(' ', page.Find(".who").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("Testar envio", Assert.Single(page.FindAll(".tonal")).TextContent.Trim());
    }

    [Fact]
    public async Task Change_FromBeforeItOpened_IsShown()
    {
        var mark = Feed.Mark;
        var known = _sales;
        Push(ReasonCode.RegisteringNumber);

        var page = (await OpenAsync<OfficialDialog>(new DialogParameters<OfficialDialog> { { x => x.Snapshot, known }, { x => x.From, mark }, { x => x.Ways, _ways } })).Page;

        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Expiring_IsRenewedWhileItStaysConnected()
    {
        var page = await OpenAsync(new StatusReason(ReasonCode.ConnectedExpiresSoon) { Until = Snapshots.Now.AddDays(3) });
        Assert.Contains("está para expirar", page.Find(".warned").TextContent, StringComparison.Ordinal);

        await Button(page, "Renovar autorização").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(_sales.Id), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Coexistence_IsAChoice()
    {
        var page = await OpenAsync();

        await page.Find(".check input").ChangeAsync(new ChangeEventArgs { Value = true });
        await Button(page, "Conectar com Facebook").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(_sales.Id, OnBusinessApp: true), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Token_IsTypedInThePlaceOfFacebook_AndLeavesThePage()
    {
        var page = await OpenAsync();
        await Button(page, "Usar um token").ClickAsync(new());
        Assert.Contains("670843887433847", page.Find("#token p").TextContent, StringComparison.Ordinal);
        Assert.Equal("password", page.Find("#official-token").GetAttribute("type"));

        await TypeAsync(page, " EAA1 ", "102290129340398", "106540352242922");
        await page.Find("#token").SubmitAsync();

        Assert.Equal(new UseToken(_sales.Id, new TokenEntry("EAA1", "102290129340398", "106540352242922")), Assert.Single(UseCases.Sent));
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
        _ways = new OfficialWays(ByFacebook: false, AppId: "1");

        var page = await OpenAsync();

        Assert.NotEmpty(page.FindAll("#token"));
        Assert.Equal(["Fechar", "Conectar com o token"], page.FindAll(".mud-dialog-actions button").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task Expiring_IsRenewedByAToken_ToWhoeverCameInByOne()
    {
        _ways = new OfficialWays(ByFacebook: false, AppId: "1");
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

        Assert.Equal(new NameAccount(_sales.Id, "4711"), Assert.Single(UseCases.Sent));
        Assert.Contains("4711", page.Find("#official-account-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("4711", page.Find("#official-account").GetAttribute("value"));
    }

    [Fact]
    public async Task Waiting_SaysWhoBeganIt()
    {
        var page = await OpenAsync(new StatusReason(ReasonCode.AwaitingFacebook) { Until = Snapshots.Now.AddHours(1), Who = "Beto" });

        Assert.Contains("Iniciado por Beto, talvez em outra aba.", page.Find(".expires").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removal_BySomebodyElse_IsSaid()
    {
        var page = await OpenAsync();

        Feed.PublishRemoved(_sales.Id);

        page.WaitForAssertion(() => Assert.Contains("Esta instância foi removida", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["Fechar"], page.FindAll(".mud-dialog-actions button").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task Close_ReleasesTheSubscription()
    {
        var page = await OpenAsync();
        Assert.Equal(1, Feed.Viewers);

        await Button(page, "Fechar").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(0, Feed.Viewers));
    }

    private Task<IRenderedComponent<MudDialogProvider>> OpenAsync(ReasonCode code = ReasonCode.NeverConnected) => OpenAsync(new StatusReason(code));

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(StatusReason reason)
    {
        _sales = _sales.Next(reason);
        return (await OpenAsync<OfficialDialog>(new DialogParameters<OfficialDialog> { { x => x.Snapshot, _sales }, { x => x.From, Feed.Mark }, { x => x.Ways, _ways } })).Page;
    }

    private static async Task TypeAsync(IRenderedComponent<MudDialogProvider> page, string token, string account, string number)
    {
        await page.Find("#official-token").InputAsync(token);
        await page.Find("#official-account").InputAsync(account);
        await page.Find("#official-number").InputAsync(number);
    }

    private void Push(ReasonCode code) => Feed.Publish(_sales = _sales.Next(code));

    private (string, bool) LastNavigation()
    {
        var last = ((Bunit.TestDoubles.BunitNavigationManager)Services.GetRequiredService<NavigationManager>()).History.First();
        return (last.Uri, last.Options.ForceLoad);
    }

    private static ChannelSnapshot Official(string name) => Snapshots.Of(name) with { Method = ConnectionMethod.MetaCloud };
}
