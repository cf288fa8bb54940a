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

/// <summary>To Facebook and back, and what is pushed meanwhile.</summary>
public sealed class OfficialDialogTests : OfficialDialogContext
{
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

        Assert.Equal(new BeginAuthorization(Sales.Id), Assert.Single(UseCases.Sent));
        Assert.Equal(("https://facebook.example/dialog?state=x%2By", true), LastNavigation());
    }

    [Theory]
    [InlineData(ReasonCode.AuthorizationExpired, ReasonCode.NoAccountShared, OfficialStage.Failed, "marque a conta do WhatsApp")]
    [InlineData(ReasonCode.PinWrong, ReasonCode.AuthorizationRefused, OfficialStage.Pin, "Última tentativa: a autorização foi cancelada")]
    public async Task AttemptThatFailed_IsToldWhereItHidesNothingThatIsLeftToDo(
        ReasonCode code, ReasonCode end, OfficialStage stage, string words)
    {
        Sales = Sales with { LastAttempt = new DatedReason(new StatusReason(end), Snapshots.Now) };
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
        Sales = Sales with { Number = PhoneNumber.FromDigits("5511987654321") };
        var page = await OpenAsync(code);
        Assert.Equal("(11) 98765-4321", page.Find(".expected strong").TextContent);

        await Button(page, "Usar outro número").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(Sales.Id, AllowOtherNumber: true), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Waiting_SaysUntilWhen_AndLeadsBackWithWhatWasAgreedTo()
    {
        Sales = Sales with { OtherNumberAllowed = true };
        var page = await OpenAsync(new StatusReason(ReasonCode.AwaitingFacebook) { Until = Snapshots.Now.AddMinutes(10) });
        Assert.Contains("Aguardando autorização no Facebook", page.Find("h3").TextContent, StringComparison.Ordinal);
        Assert.Equal("until", page.Find(".expires local-time").GetAttribute("format"));

        await Button(page, "Abrir o Facebook de novo").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(Sales.Id, AllowOtherNumber: true), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Pushed_State_IsShownToTheEnd()
    {
        var page = await OpenAsync(ReasonCode.AwaitingFacebook);

        Push(ReasonCode.RegisteringNumber);
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
        Sales = Sales with { Number = PhoneNumber.FromDigits("5511987654321"), ProfileName = "Padaria Aurora" };
        Push(ReasonCode.Connected);

        await UntilAsync(page, () => Assert.Equal("Conectado", page.Find("h3").TextContent));
        Assert.Equal("(11) 98765-4321 · Padaria Aurora", string.Join(' ', page.Find(".who").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("Testar envio", Assert.Single(page.FindAll(".tonal")).TextContent.Trim());
    }

    [Fact]
    public async Task Change_FromBeforeItOpened_IsShown()
    {
        var mark = Feed.Mark;
        var known = Sales;
        Push(ReasonCode.RegisteringNumber);

        var page = (await OpenAsync<OfficialDialog>(new DialogParameters<OfficialDialog> { { x => x.Snapshot, known }, { x => x.From, mark }, { x => x.Ways, Ways } })).Page;

        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Expiring_IsRenewedWhileItStaysConnected()
    {
        var page = await OpenAsync(new StatusReason(ReasonCode.ConnectedExpiresSoon) { Until = Snapshots.Now.AddDays(3) });
        Assert.Contains("está para expirar", page.Find(".warned").TextContent, StringComparison.Ordinal);

        await Button(page, "Renovar autorização").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(Sales.Id), Assert.Single(UseCases.Sent));
    }

    [Fact]
    public async Task Coexistence_IsAChoice()
    {
        var page = await OpenAsync();

        await page.Find(".check input").ChangeAsync(new ChangeEventArgs { Value = true });
        await Button(page, "Conectar com Facebook").ClickAsync(new());

        Assert.Equal(new BeginAuthorization(Sales.Id, OnBusinessApp: true), Assert.Single(UseCases.Sent));
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

        Feed.PublishRemoved(Sales.Id);

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
}
