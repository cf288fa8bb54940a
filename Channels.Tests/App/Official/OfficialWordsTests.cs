using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.Manage;
using Channels.App.Features.Removal;
using Channels.Domain;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Official;

/// <summary>Where a sentence would speak of a device on a phone, a channel of the official API has another.</summary>
public sealed class OfficialWordsTests : MudContext
{
    [Theory]
    [InlineData(false, "ainda envia mensagens a este painel", "A Meta não pôde ser avisada: o endereço da Meta não foi encontrado (DNS).")]
    [InlineData(true, "ainda envia mensagens a este painel", "remova o app em Configurações do negócio → Integrações")]
    public void Strip_OfAJob_SaysWhatMetaStillDoes(bool givenUp, string what, string then)
    {
        var job = new PendingJob(
            Guid.NewGuid(), "Vendas", ConnectionMethod.MetaCloud, Number: null, Snapshots.Now,
            givenUp ? null : Snapshots.Now.AddMinutes(1), ConnectionCause.NoDns);

        var strip = Render<PendingStrip>(parameters => parameters.Add(x => x.Jobs, [job]).Add(x => x.Removals, []));

        Assert.Contains(what, strip.Find("[data-job]").TextContent, StringComparison.Ordinal);
        Assert.Contains(then, strip.Find("[data-job]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("aparelho", strip.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Disconnect_SaysWhatItTakesToComeBack()
    {
        var snapshot = Snapshots.Of("Vendas", ReasonCode.Connected) with { Method = ConnectionMethod.MetaCloud };

        var page = (await OpenAsync<DisconnectDialog>(new DialogParameters<DisconnectDialog> { { x => x.Snapshot, snapshot } })).Page;

        Assert.Contains("Nada muda no celular. Para voltar, será preciso autorizar de novo no Facebook.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectionMethod.MetaCloud, "A Meta está sendo avisada")]
    [InlineData(ConnectionMethod.WhatsAppWeb, "O aparelho está sendo desconectado")]
    public void Receipt_SaysWhatIsStillBeingEnded(ConnectionMethod method, string words)
    {
        var receipt = Receipts.Of(Snapshots.Of("Vendas", ReasonCode.Connected) with { Method = method }, destination: null);

        var view = Render<ReceiptView>(parameters => parameters.Add(x => x.Receipt, receipt));

        Assert.Contains(words, view.Find(".device").TextContent, StringComparison.Ordinal);
    }
}
