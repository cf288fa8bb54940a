using Bunit;
using Channels.App.Components;
using Channels.App.Features.Connect;
using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Connect;

/// <summary>What the dialog says where a pairing ended, well or not.</summary>
public sealed partial class ConnectDialogTests
{
    [Theory]
    [InlineData(ReasonCode.PairingFailed, ConnectionCause.NoAnswer, "Verifique a internet do servidor e clique em Conectar.")]
    [InlineData(ReasonCode.WrongNumber, null, "Conecte o número certo ou escolha usar outro número.")]
    [InlineData(ReasonCode.ClientTooOld, null, "Peça a quem cuida do servidor para atualizar o sistema.")]
    public async Task Failed_ShowsTheStepOfTheCard_AndNothingAboutACodeThatIsNotThere(ReasonCode code, ConnectionCause? cause, string step)
    {
        Show("um");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal((4, 1), (page.FindAll(".guide li").Count, page.FindAll(".note").Count)));

        Push(new StatusReason(code) { Cause = cause });

        page.WaitForAssertion(() => Assert.Equal(step, page.Find(".cover .step").TextContent));
        Assert.Empty(page.FindAll(".guide li, .note"));
        await PressAsync(page, "Conectar com código");
        Assert.Equal(step, page.Find(".notice .step").TextContent);
        Assert.Empty(page.FindAll(".guide li, .note, .warning"));
    }

    [Fact]
    public async Task Failed_ForATime_SaysUntilWhen()
    {
        var page = await OpenAsync();

        Push(new StatusReason(ReasonCode.Banned) { Until = Snapshots.Now.AddHours(2) });

        page.WaitForAssertion(() => Assert.Contains("Até ", page.Find(".cover").TextContent, StringComparison.Ordinal));
        Assert.Equal(Snapshots.Now.AddHours(2).ToString("O"), page.Find(".cover local-time").GetAttribute("datetime"));
    }

    [Fact]
    public async Task NotFailed_WarnsOfAQrCodeOnlyWhereOneIsOrComes()
    {
        var page = await OpenAsync();

        Push(ReasonCode.CodeExpired);

        page.WaitForAssertion(() => Assert.Equal("Expired", page.Find(".frame").GetAttribute("data-stage")));
        Assert.Equal((4, 0), (page.FindAll(".guide li").Count, page.FindAll(".note").Count));
    }

    [Fact]
    public async Task Connected_OffersToTryToSend()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
        var (page, dialog) = await OpenAsync<ConnectDialog>(new DialogParameters<ConnectDialog> { { x => x.Id, _sales.Id } });

        await PressAsync(page, "Testar envio");

        Assert.Equal(CardAction.TestSend, (await dialog.Result)!.Data);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task New_IsInTheThirdStep_ToTheEnd(bool isNew)
    {
        Show("um");
        var (page, _) = await OpenAsync<ConnectDialog>(new DialogParameters<ConnectDialog> { { x => x.Id, _sales.Id }, { x => x.IsNew, isNew } });
        string[] expected = isNew ? ["3Conexão"] : [];
        Assert.Equal(expected, page.FindAll("[aria-current=step]").Select(x => x.TextContent));

        Push(ReasonCode.Connected);

        page.WaitForAssertion(() => Assert.Equal("Conectado", page.Find(".message h3").TextContent));
        Assert.Equal(expected, page.FindAll("[aria-current=step]").Select(x => x.TextContent));
    }
}
