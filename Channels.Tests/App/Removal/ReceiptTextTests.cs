using System.Globalization;
using Channels.App.Features.Removal;
using Channels.App.Resources;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Channels.Tests.App.Removal;

[Portuguese]
public sealed class ReceiptTextTests
{
    private static readonly TimeZoneInfo SaoPaulo = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");

    private readonly IStringLocalizer<Strings> _text = new ServiceCollection().AddLogging().AddLocalization()
        .BuildServiceProvider().GetRequiredService<IStringLocalizer<Strings>>();

    [Fact]
    public void Of_AFinishedRemoval_TellsAllOfIt() =>
        Assert.Equal(
            $"""
            RECIBO DE REMOÇÃO

            Instância: Vendas
            Número: (11) 98765-4321
            Método: QR Code (WhatsApp Web)
            ID interno: {_sales.Id}
            Removida por: Ana Souza
            Início: 22/11/2026 12:00:00
            Fim: 22/11/2026 12:00:05
            Fuso horário: America/Sao_Paulo

            Instância de destino: Suporte
            ID interno do destino: {_support.Id}

            O que foi movido:
            - Prompts: 4 (em aberto: 3)
            - Conversas: 90.012 (em aberto: 27)
            - Follow-ups: 9 (em aberto: 6)
            - Agendamentos: 2 (em aberto: 2)
            2 conversas abertas foram encerradas e continuam em outra conversa aberta com o mesmo contato, agora em “Suporte”.

            Integrações desvinculadas:
            - RD Station
            - Bling

            """.ReplaceLineEndings("\n"),
            Of(Receipts.Of(_sales, _support, "RD Station", "Bling").Finished()));

    [Theory]
    [InlineData(1, WaitingAnswer.Send, "1 mensagem que esperava sai por “Suporte”.")]
    [InlineData(12, WaitingAnswer.Ask, "12 mensagens que esperavam estão na fila de “Suporte”, à espera de uma decisão.")]
    [InlineData(3, WaitingAnswer.Discard, "3 mensagens que esperavam foram descartadas.")]
    public void Of_ARemovalWithAQueue_SaysWhatBecameOfIt(int count, WaitingAnswer answer, string line)
    {
        var receipt = Receipts.Of(_sales, _support);
        receipt.TellQueue(count, answer);

        Assert.Contains(line + "\n", Of(receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ARemovalUnderWay_HasNoEnd() =>
        Assert.Contains("Fim: em andamento\n", Of(Receipts.Of(_sales, _support)), StringComparison.Ordinal);

    [Fact]
    public void Of_ARemovalWithNothingLinked_SaysSo()
    {
        var text = Of(Receipts.Of(Snapshots.Of("Vendas"), destination: null));

        Assert.Contains("Nada estava vinculado a esta instância.", text, StringComparison.Ordinal);
        Assert.Contains("Número: Ainda sem número", text, StringComparison.Ordinal);
        Assert.DoesNotContain("destino", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ATitleWithLinesOfItsOwn_KeepsItOnItsLine() =>
        Assert.Contains(
            "- RD Removida por: Beto .\n",
            Of(Receipts.Of(_sales, _support, "RD\nRemovida por: Beto\u2028\u202E.")),
            StringComparison.Ordinal);

    [Fact]
    public void Of_ForAnEnglishReader_IsEnglish()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        var text = Of(Receipts.Of(_sales, _support).Finished());

        Assert.StartsWith("REMOVAL RECEIPT\n", text, StringComparison.Ordinal);
        Assert.Contains("- Conversations: 90,012 (open: 27)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vendas", "recibo-vendas.txt")]
    [InlineData("Loja São João — Centro!", "recibo-loja-sao-joao-centro.txt")]
    [InlineData("../etc/passwd", "recibo-etc-passwd.txt")]
    public void FileName_IsMadeOfPlainLetters(string name, string file) =>
        Assert.Equal(file, ReceiptText.FileNameOf(Receipts.Of(Snapshots.Of(name), destination: null)));

    [Fact]
    public void FileName_OfANameWithoutSuchLetters_HasTheInternalId()
    {
        var receipt = Receipts.Of(Snapshots.Of("店"), destination: null);

        Assert.Equal($"recibo-{receipt.Channel}.txt", ReceiptText.FileNameOf(receipt));
    }

    private string Of(RemovalReceipt receipt) => ReceiptText.Of(receipt, SaoPaulo, _text);
}
