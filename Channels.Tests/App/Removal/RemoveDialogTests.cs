using Bunit;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;

namespace Channels.Tests.App.Removal;

/// <summary>What the dialog shows and asks before a removal; what comes after is in <see cref="RemoveDialogEndTests"/>.</summary>
public sealed class RemoveDialogTests : RemoveDialogContext
{
    private const string Final = "Isso não pode ser desfeito.";

    [Fact]
    public async Task Open_WithLinkedData_ShowsNowAndTotalOfEachKind()
    {
        var page = await OpenAsync();

        Assert.Equal(
            [
                "Prompts vinculados|3|4", "Conversas abertas|27|90.012", "Follow-ups ativos|6|9", "Agendamentos|2|2",
                "Integrações relacionadas|1|não se movem",
            ],
            page.FindAll("table tr[data-kind]").Select(x => string.Join('|', x.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Equal(["O que está vinculado", "Em aberto", "Total a mover"], page.FindAll("thead th").Select(x => x.TextContent));
        Assert.Equal("O total inclui o que já foi encerrado.", page.Find("table + p").TextContent);
        Assert.Contains("são desvinculadas", page.Find(".names").TextContent, StringComparison.Ordinal);
        Assert.Equal(["RD Station"], page.FindAll(".tags bdi").Select(x => x.TextContent));
    }

    [Fact]
    public async Task Queue_IsAskedAboutOnce_AndDecidedLaterUnlessSaid()
    {
        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview() with { Queue = new QueueCounts(12, 3, 0, 0) });
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Support));
        var page = await OpenAsync();
        var question = page.Find(".waiting");
        Assert.Equal("O que fazer com as mensagens que ainda não saíram (12 na fila, 3 agendadas)?", question.QuerySelector("legend")!.TextContent);
        Assert.True(question.QuerySelector("[value=Ask]")!.HasAttribute("checked"));
        await ChooseAsync(page, Support);
        Assert.Contains("Enviar por “Suporte”", page.Find(".waiting").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find(".waiting [value=Send]").ChangeAsync("Send"));
        await PressAsync(page, "Mover e remover");

        Assert.Equal(WaitingAnswer.Send, Assert.Single(UseCases.Sent.OfType<RemoveChannel>()).Waiting);
    }

    [Fact]
    public async Task NothingThatWaits_AsksNothing() => Assert.Empty((await OpenAsync()).FindAll(".waiting"));

    [Fact]
    public async Task Open_WhenReadingFails_OffersARetry()
    {
        UseCases.Fail<PreviewRemoval>(new InvalidOperationException("no store"));
        var page = await OpenAsync();
        Assert.Contains("Não foi possível carregar", page.Markup, StringComparison.Ordinal);

        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview());
        await PressAsync(page, "Tentar de novo");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table tr[data-kind]")));
    }

    [Fact]
    public async Task Open_OfAnInstanceBeingRemoved_SaysByWhom()
    {
        UseCases.Fail<PreviewRemoval>(new RuleViolation(Rule.BeingRemoved, "Vendas", "Bia"));

        var page = await OpenAsync();

        Assert.Contains("“Vendas” está sendo removida por Bia.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".btn.danger"));
    }

    [Fact]
    public async Task Names_AreReadOnDemandAPageAtATime()
    {
        var asked = new List<ListLinked>();
        UseCases.Answer<ListLinked, IReadOnlyList<LinkedName>>(request =>
        {
            asked.Add(request);
            return request.Skip == 0
                ? [.. Enumerable.Range(1, 20).Select(i => Name(i == 1 ? "+5511987650000" : i == 2 ? "<b>Davi</b>" : $"Cliente {i}"))]
                : [Name("", isOpen: false)];
        });
        var page = await OpenAsync();
        Assert.Empty(asked);

        await PressAsync(page, () => Row(page, LinkedKind.Conversation).QuerySelector("button")!);
        page.WaitForAssertion(() => Assert.Equal(20, page.FindAll("#linked-Conversation li").Count));
        await PressAsync(page, "Mostrar mais");

        page.WaitForAssertion(() => Assert.Equal(21, page.FindAll("#linked-Conversation li").Count));
        Assert.Equal(
            [new ListLinked(Sales.Id, LinkedKind.Conversation), new ListLinked(Sales.Id, LinkedKind.Conversation, 20)], asked);
        var names = page.FindAll("#linked-Conversation bdi").Select(x => x.TextContent).ToList();
        Assert.Equal(["(11) 98765-0000", "<b>Davi</b>", "Contato sem nome"], [names[0], names[1], names[20]]);
        Assert.Equal("true", Row(page, LinkedKind.Conversation).QuerySelector("button")!.GetAttribute("aria-expanded"));
        Assert.Contains("encerrada", page.FindAll("#linked-Conversation li")[20].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_ThatCannotBeRead_SaySoAndAreReadOnARetry()
    {
        UseCases.Fail<ListLinked>(new InvalidOperationException("no store"));
        var page = await OpenAsync();
        await PressAsync(page, () => Row(page, LinkedKind.Prompt).QuerySelector("button")!);
        page.WaitForAssertion(() => Assert.Contains("Não foi possível carregar os nomes.", page.Markup, StringComparison.Ordinal));

        UseCases.Answer<ListLinked, IReadOnlyList<LinkedName>>(_ => [Name("Saudação")]);
        await PressAsync(page, "Tentar de novo");

        page.WaitForAssertion(() => Assert.Equal(["Saudação"], page.FindAll("#linked-Prompt bdi").Select(x => x.TextContent)));
    }

    [Fact]
    public async Task Destinations_AreWarnedAboutAndNoneIsChosenForThePerson()
    {
        var page = await OpenAsync();

        Assert.Empty(page.FindAll("input[type=radio][checked]"));
        Assert.Empty(Destination(page, Support).QuerySelectorAll(".warnings"));
        Assert.Contains("Não está conectada", Destination(page, Shop).TextContent, StringComparison.Ordinal);
        Assert.Contains("Ainda sem número", Destination(page, Shop).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_WithoutADestination_AsksForOneAndSendsNothing()
    {
        var page = await OpenAsync();

        await PressAsync(page, "Mover e remover");

        Assert.Equal("Escolha a instância que vai receber os dados.", page.Find("[role=alert]").TextContent);
        Assert.Equal(0, UseCases.Count<RemoveChannel>());
        await ChooseAsync(page, Support);
        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Equal($"“Vendas” deixa de existir e não recebe mais mensagens em (11) 98765-4321. Os dados seguem para “Suporte”. {Final}", Summary(page));
    }

    [Fact]
    public async Task Confirm_SendsWhatWasSeen()
    {
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Support));
        var page = await OpenAsync();
        await ChooseAsync(page, Support);
        Feed.Publish(Support with { Name = "Atendimento", Revision = 2 });
        page.WaitForAssertion(() => Assert.Contains("Atendimento", Destination(page, Support).TextContent, StringComparison.Ordinal));

        await PressAsync(page, "Mover e remover");

        var sent = UseCases.Sent.OfType<RemoveChannel>().Single();
        Assert.Equal((Sales.Id, Support.Id, null), (sent.Id, sent.Destination, sent.Successor));
        Assert.True(sent.Seen.AnythingLinked);
        Assert.Equal("Suporte", sent.Seen.Destination!.Name);
        Assert.Equal(Preview().Integrations.Select(x => x.Id), sent.Seen.Integrations);
    }

    [Fact]
    public async Task Confirm_UnderWay_CannotBeRepeated()
    {
        UseCases.AnswerLater<RemoveChannel, RemovalReceipt>(new TaskCompletionSource<RemovalReceipt>().Task);
        var page = await OpenAsync();
        await ChooseAsync(page, Support);

        _ = PressAsync(page, "Mover e remover");

        page.WaitForAssertion(() => Assert.True(page.Find(".btn.danger").HasAttribute("disabled")));
        Assert.Equal("true", page.Find(".btn.danger").GetAttribute("aria-busy"));
    }

    [Theory]
    [InlineData(Rule.LinkedMeanwhile, "Algo foi vinculado")]
    [InlineData(Rule.IntegrationAddedMeanwhile, "Uma integração foi vinculada agora há pouco: Bling")]
    [InlineData(Rule.DestinationChangedMeanwhile, "“Bling” mudou desde que você a escolheu")]
    public async Task Confirm_OfWhatChangedMeanwhile_ReadsAgainSaysSoAndKeepsTheChoice(Rule rule, string words)
    {
        UseCases.Fail<RemoveChannel>(new RuleViolation(rule, "Bling"));
        var page = await OpenAsync();
        await ChooseAsync(page, Support);

        await PressAsync(page, "Mover e remover");

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, UseCases.Count<PreviewRemoval>());
        Assert.True(Radio(page, Support).HasAttribute("checked"));
        Assert.False(page.Find(".btn.danger").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Confirm_OfADestinationThatIsGone_ReadsAgainAndChoosesNoOther()
    {
        UseCases.Fail<RemoveChannel>(new RuleViolation(Rule.DestinationGone, "Suporte"));
        var page = await OpenAsync();
        await ChooseAsync(page, Support);

        await PressAsync(page, "Mover e remover");

        page.WaitForAssertion(() => Assert.Contains("“Suporte” não está mais disponível", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, UseCases.Count<PreviewRemoval>());
        Assert.Empty(page.FindAll("input[type=radio][checked]"));
    }

    [Fact]
    public async Task End_OfTheChosenDestination_IsSaidInTheList()
    {
        var page = await OpenAsync();
        await ChooseAsync(page, Support);

        Feed.PublishRemoved(Support.Id);

        page.WaitForAssertion(() => Assert.Contains("“Suporte” não está mais disponível", page.Find("fieldset [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal([Shop.Id.ToString()], page.FindAll("[data-destination]").Select(x => x.GetAttribute("data-destination")));
        Assert.Empty(page.FindAll("input[type=radio][checked]"));
        Assert.Equal(Final, Summary(page));
    }

    [Fact]
    public async Task NothingLinked_IsAShortQuestion()
    {
        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview() with { Counts = LinkedCounts.None, NeedsDestination = false, Integrations = [] });
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, destination: null));
        var page = await OpenAsync();
        Assert.Empty(page.FindAll("table, input"));
        Assert.Equal(Final, Summary(page));
        Assert.DoesNotContain(Final, page.Find(".mud-dialog-content").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "Remover");

        page.WaitForAssertion(() => Assert.Contains("“Vendas” foi removida", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Nada estava vinculado", page.Markup, StringComparison.Ordinal);
        Assert.Null(UseCases.Sent.OfType<RemoveChannel>().Single().Destination);
    }

    [Theory]
    [InlineData(true, "Criar instância e mover", "Crie uma agora")]
    [InlineData(false, "Substituir", "O plano não tem conexão livre")]
    public async Task NoDestination_OffersASuccessorAndThenToConnectIt(bool hasRoom, string button, string words)
    {
        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview(hasRoom));
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => Receipts.Of(Sales, Shop).Finished());
        var page = await OpenAsync();
        Assert.Contains("Não há outra instância para receber estes dados.", page.Markup, StringComparison.Ordinal);
        Assert.Contains(words, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input[type=radio]"));
        Assert.Equal($"“Vendas” deixa de existir, e os dados seguem para a nova instância. {Final}", Summary(page));

        await page.InvokeAsync(() => page.Find(".successor input").InputAsync(new() { Value = "Loja" }));
        await PressAsync(page, button);
        page.WaitForAssertion(() => Button(page, "Conectar"));
        await PressAsync(page, "Conectar");

        Assert.Equal(new Successor("Loja", ConnectionMethod.WhatsAppWeb), UseCases.Sent.OfType<RemoveChannel>().Single().Successor);
        Assert.Equal(Shop.Id, (await Dialog.Result)!.Data);
    }

    [Fact]
    public async Task Successor_UnderATakenName_SaysSoAndLosesNothing()
    {
        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview(hasRoom: true));
        UseCases.Fail<RemoveChannel>(new RuleViolation(Rule.NameTaken, "Loja"));
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find(".successor input").InputAsync(new() { Value = "Loja" }));

        await PressAsync(page, "Criar instância e mover");

        page.WaitForAssertion(() => Assert.Contains("Já existe uma instância chamada “Loja”.", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Loja", page.Find(".successor input").GetAttribute("value"));
    }

    [Fact]
    public async Task Successor_WhereNoMethodWorks_CannotBeMade()
    {
        UseCases.Answer<PreviewRemoval, RemovalPreview>(_ => Preview(hasRoom: true) with { Methods = [Broken] });

        var page = await OpenAsync();

        Assert.True(page.Find(".btn.danger").HasAttribute("disabled"));
        Assert.Contains("Node.js 20", page.Find(".obstacle").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What stands beside the buttons, where nothing scrolls.</summary>
    private static string Summary(IRenderedComponent<MudBlazor.MudDialogProvider> page) => page.Find(".mud-dialog-actions .summary").TextContent.Trim();

    private static LinkedName Name(string name, bool isOpen = true) => new(Guid.NewGuid(), name, isOpen, DueAt: null);
}
