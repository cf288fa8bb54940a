using Bunit;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Removal;

/// <summary>What the dialog shows once a removal began, here or elsewhere.</summary>
public sealed class RemoveDialogEndTests : RemoveDialogContext
{
    [Fact]
    public async Task Progress_Pushed_IsShownUntilTheReceipt()
    {
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Support, "RD Station"));
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(Sales, Support, "RD Station").Finished());
        var page = await RemoveIntoAsync(Support);

        Feed.Publish(Sales.Leaving("Suporte", moved: 35_000, total: 90_000, who: "Ana Souza"));
        page.WaitForAssertion(() => Assert.Contains("Movendo o restante… 35.000 de 90.000", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Removendo “Vendas”: os dados seguem para “Suporte”.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Você pode fechar esta janela", page.Markup, StringComparison.Ordinal);
        var bar = page.Find("[role=progressbar]");
        Assert.Equal(("0", "100", "38"), (bar.GetAttribute("aria-valuemin"), bar.GetAttribute("aria-valuemax"), bar.GetAttribute("aria-valuenow")));
        Feed.PublishRemoved(Sales.Id);

        await UntilAsync(page, () => Assert.Contains("“Vendas” foi removida", page.Markup, StringComparison.Ordinal));
        Assert.Equal(Sales.Id, Assert.Single(Begun).Channel);
    }

    [Fact]
    public async Task Receipt_TellsWhatBecameOfEverything()
    {
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Support, "RD <b>Station</b>").Finished());

        var page = await RemoveIntoAsync(Support);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".receipt")));
        Assert.Equal(
            ["Prompts|3|4", "Conversas|27|90.012", "Follow-ups|6|9", "Agendamentos|2|2"],
            page.FindAll("tr[data-moved]").Select(x => string.Join('|', x.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Contains("2 conversas abertas foram encerradas e continuam em outra conversa aberta com o mesmo contato, agora em “Suporte”", page.Find(".continued").TextContent, StringComparison.Ordinal);
        Assert.Equal(["RD <b>Station</b>"], page.FindAll(".unlinked bdi").Select(x => x.TextContent));
        Assert.Contains("O aparelho está sendo desconectado no WhatsApp", page.Find(".device").TextContent, StringComparison.Ordinal);
        Assert.Contains("por Ana Souza", page.Find(".done").TextContent, StringComparison.Ordinal);
        var link = page.Find($"a[href='/canais/{Sales.Id}/recibo']");
        Assert.Equal("Baixar recibo", link.TextContent.Trim());
        Assert.True(link.HasAttribute("download"));
    }

    [Fact]
    public async Task End_PushedBeforeTheAnswer_IsFollowedByTheReceipt()
    {
        var answer = new TaskCompletionSource<RemovalReceipt>();
        UseCases.AnswerLater<RemoveChannel, RemovalReceipt>(answer.Task);
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(Sales, Support).Finished());
        var page = await OpenAsync();
        await ChooseAsync(page, Support);
        var click = PressAsync(page, "Mover e remover");
        Feed.Publish(Sales.Leaving("Suporte", who: "Ana Souza"));
        Feed.PublishRemoved(Sales.Id);
        await UntilAsync(page, () => Assert.Empty(page.FindAll(".choice")));

        await page.InvokeAsync(() => answer.SetResult(Receipts.Of(Sales, Support)));
        await click;

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".receipt")));
    }

    [Fact]
    public async Task Receipt_ThatCannotBeRead_IsReadOnARetry()
    {
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Support));
        UseCases.Fail<ReadReceipt>(new InvalidOperationException("no store"));
        var page = await RemoveIntoAsync(Support);
        Feed.PublishRemoved(Sales.Id);
        page.WaitForAssertion(() => Button(page, "Tentar de novo"));

        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(Sales, Support).Finished());
        await PressAsync(page, "Tentar de novo");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".receipt")));
    }

    [Fact]
    public async Task Removal_BySomebodyElse_IsSaidInPlaceWithTheReceiptAtItsEnd()
    {
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(Sales, Shop).Finished());
        var page = await OpenAsync();
        await ChooseAsync(page, Support);

        Feed.Publish(Sales.Leaving("Loja", moved: 1, total: 2));
        page.WaitForAssertion(() =>
            Assert.Contains("Bia está removendo “Vendas”: os dados seguem para “Loja”.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("input, .btn.danger"));
        Feed.PublishRemoved(Sales.Id);

        await UntilAsync(page, () => Assert.Contains("Os dados estão agora em “Loja”.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(Begun);
    }

    [Fact]
    public async Task Confirm_AfterSomebodyElse_ShowsTheirRemoval()
    {
        UseCases.Fail<RemoveChannel>(new RuleViolation(Rule.BeingRemoved, "Vendas", "Bia"));
        var page = await RemoveIntoAsync(Support);
        page.WaitForAssertion(() =>
            Assert.Contains("“Vendas” está sendo removida por Bia.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        Feed.Publish(Sales.Leaving("Loja"));

        page.WaitForAssertion(() => Assert.Contains("Bia está removendo “Vendas”", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Confirm_OfAnInstanceThatIsGone_ShowsItsReceipt()
    {
        UseCases.Fail<RemoveChannel>(new RuleViolation(Rule.ChannelNotFound));
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(Sales, Shop).Finished());

        var page = await RemoveIntoAsync(Support);

        page.WaitForAssertion(() => Assert.Contains("Os dados estão agora em “Loja”.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_OfAnInstanceNobodyKnows_SaysThatItIsGone()
    {
        UseCases.Fail<PreviewRemoval>(new RuleViolation(Rule.ChannelNotFound));
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => null);

        var page = await OpenAsync();

        Assert.Contains("Esta instância foi removida", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_ThatFails_SaysSoAndCanBeRepeated()
    {
        UseCases.Fail<RemoveChannel>(new InvalidOperationException("disk full"));
        var page = await RemoveIntoAsync(Support);
        page.WaitForAssertion(() => Assert.Contains("Não foi possível confirmar a remoção", page.Markup, StringComparison.Ordinal));

        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Support).Finished());
        await PressAsync(page, "Mover e remover");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".receipt")));
    }

    [Fact]
    public async Task Close_WhileConfirming_StillTellsThePageAndARefusal()
    {
        var answer = new TaskCompletionSource<RemovalReceipt>();
        UseCases.AnswerLater<RemoveChannel, RemovalReceipt>(answer.Task);
        var messages = Render<MudSnackbarProvider>();
        var page = await OpenAsync();
        await ChooseAsync(page, Support);
        var click = PressAsync(page, "Mover e remover");
        await PressAsync(page, "Cancelar");
        page.WaitForAssertion(() => Assert.Equal(0, Feed.Viewers));

        await page.InvokeAsync(() => answer.SetException(new RuleViolation(Rule.BeingRemoved, "Vendas", "Bia")));
        await click;

        messages.WaitForAssertion(() =>
            Assert.Contains("“Vendas” está sendo removida por Bia.", messages.Markup, StringComparison.Ordinal));
        Assert.Empty(Begun);
    }

    [Fact]
    public async Task Close_ReleasesTheSubscription()
    {
        var page = await OpenAsync();
        Assert.Equal(1, Feed.Viewers);

        await PressAsync(page, "Cancelar");

        page.WaitForAssertion(() => Assert.Equal(0, Feed.Viewers));
    }
}
