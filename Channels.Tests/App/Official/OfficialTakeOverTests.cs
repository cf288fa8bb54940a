using Bunit;
using Channels.App.Features.Official;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Official;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Official;

/// <summary>Registering a number that its owner's phone loses by it takes a word, not a click.</summary>
public sealed class OfficialTakeOverTests : MudContext
{
    private ChannelSnapshot _sales = Snapshots.Of("Vendas") with { Method = ConnectionMethod.MetaCloud };

    public OfficialTakeOverTests()
    {
        UseCases.Answer<TakeOverNumber, ChannelSnapshot>(_ => _sales = _sales.Next(ReasonCode.RegisteringNumber));
        UseCases.Answer<FinishOfficial, ChannelSnapshot>(_ => _sales);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sim")]
    [InlineData("REGISTRA")]
    public async Task Register_WithoutTheWord_DoesNothing(string typed)
    {
        var page = await OpenAsync();
        Assert.Contains("no celular do dono, o WhatsApp deste número deixa de funcionar", page.Find("#takeover").TextContent, StringComparison.Ordinal);

        await page.Find("#official-takeover").InputAsync(typed);
        await page.Find("#takeover").SubmitAsync();

        Assert.Equal("Digite REGISTRAR para confirmar.", page.Find("#takeover-error").TextContent);
        Assert.Equal("takeover-error", page.Find("#official-takeover").GetAttribute("aria-describedby"));
        Assert.Empty(UseCases.Sent);
    }

    [Theory]
    [InlineData("REGISTRAR")]
    [InlineData(" registrar ")]
    public async Task Register_WithTheWord_CarriesTheConfirmation(string typed)
    {
        var page = await OpenAsync();

        await page.Find("#official-takeover").InputAsync(typed);
        await page.Find("#takeover").SubmitAsync();

        Assert.Equal(new TakeOverNumber(_sales.Id, IsConfirmed: true), Assert.Single(UseCases.Sent));
        page.WaitForAssertion(() => Assert.Equal("Working", page.Find(".content").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task CheckAgain_OnlyAsks()
    {
        var page = await OpenAsync();

        await Button(page, "Verificar de novo").ClickAsync(new());

        Assert.Equal(new FinishOfficial(_sales.Id), Assert.Single(UseCases.Sent));
        Assert.Contains("Nada mudou", page.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_SaysWhyAndSinceWhen()
    {
        var page = await OpenAsync();

        Assert.Contains("Segundo a Meta, o app WhatsApp Business ficou cerca de 14 dias sem ser aberto no celular.", page.Find(".why").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("2026", page.Find(".step local-time").GetAttribute("datetime"), StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        _sales = _sales.Next(new StatusReason(ReasonCode.NumberLeftApi) { Cause = ConnectionCause.PrimaryInactivity, ToldAt = Snapshots.Now });
        return (await OpenAsync<OfficialDialog>(new DialogParameters<OfficialDialog> { { x => x.Snapshot, _sales }, { x => x.From, Feed.Mark }, { x => x.Ways, new OfficialWays(ByFacebook: true, AppId: "1") } })).Page;
    }
}
