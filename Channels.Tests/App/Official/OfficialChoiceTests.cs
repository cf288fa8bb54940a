using Bunit;
using Channels.App.Components;
using Channels.App.Features.Official;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Official;

/// <summary>What a person chooses in the dialog of the official API.</summary>
public sealed class OfficialChoiceTests : MudContext
{
    [Fact]
    public async Task Choosing_WithoutAChoice_SaysSoInItsOwnWords()
    {
        var page = (await OpenAsync(ReasonCode.ChooseNumber)).Page;
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("label input")));
        Assert.True(page.Find("#numbers").HasAttribute("novalidate"));

        await page.Find("#numbers").SubmitAsync();

        Assert.Equal("Escolha um número.", page.Find("[role=alert]").TextContent);
        Assert.Equal(0, UseCases.Count<ChooseNumber>());
    }

    [Fact]
    public async Task Connected_OffersToTryToSend()
    {
        var (page, dialog) = await OpenAsync(ReasonCode.Connected);

        await PressAsync(page, "Testar envio");

        Assert.Equal(CardAction.TestSend, (await dialog.Result)!.Data);
    }

    private Task<(IRenderedComponent<MudDialogProvider> Page, IDialogReference Dialog)> OpenAsync(ReasonCode code)
    {
        IReadOnlyList<OfferedNumber> numbers = [new("11", "Padaria Aurora", "1 555 0100", null, null), new("12", "Padaria Aurora", "1 555 0101", null, null)];
        UseCases.Answer<ListOfferedNumbers, IReadOnlyList<OfferedNumber>>(_ => numbers);
        var sales = Snapshots.Of("Vendas", code) with { Method = ConnectionMethod.MetaCloud };
        return OpenAsync<OfficialDialog>(new DialogParameters<OfficialDialog> { { x => x.Snapshot, sales }, { x => x.From, Feed.Mark }, { x => x.Ways, new OfficialWays(ByFacebook: true, AppId: "1") } });
    }
}
