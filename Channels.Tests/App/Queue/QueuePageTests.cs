using Bunit;
using Channels.App.Features.Queue;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Queue;

/// <summary>The send queue of one channel: what it shows, and what is decided on it.</summary>
public sealed class QueuePageTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");
    private readonly List<QueuedMessage> _messages = [];
    private QueueCounts _counts = QueueCounts.None;
    private bool _hasMore;

    public QueuePageTests()
    {
        UseCases.Answer<ReadOutbox, OutboxPage>(_ => new OutboxPage(_sales, _counts, [.. _messages], _hasMore));
        UseCases.Answer<DecideMessages, DecidedMessages>(x => new DecidedMessages(x.Messages?.Count ?? 900, 0));
    }

    [Fact]
    public void Rows_SayWhom_Why_AndSinceWhen()
    {
        Add(SendState.Undecided, SendCause.OtherNumber, name: "<b>Carla</b>");
        Add(SendState.Uncertain);
        Add(SendState.Queued, due: Snapshots.Now.AddHours(1));
        Add(SendState.Queued);
        Add(SendState.Failed, SendCause.Refused, refusal: "not-on-whatsapp");

        var page = RenderPage();

        Assert.Equal(
            ["Precisa de decisão", "Não se sabe se saiu", "Agendada", "Na fila", "Não enviada"],
            page.FindAll(".tag").Select(x => x.TextContent));
        var rows = page.FindAll("[data-message]");
        Assert.Equal(["<b>Carla</b>", "(21) 91234-5678"], rows[0].QuerySelectorAll(".who > *").Select(x => x.TextContent));
        Assert.Equal("A instância voltou com outro número.", rows[0].QuerySelector(".state p")!.TextContent);
        Assert.Contains("O painel não a repete sozinho", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Sai em", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("Na fila desde", rows[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("não está no WhatsApp", rows[4].TextContent, StringComparison.Ordinal);
        Assert.True(rows[4].QuerySelector("input")!.HasAttribute("disabled"));
        Assert.Contains("Texto por Ana", string.Join(' ', rows[0].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_AreSent_OnceConfirmed()
    {
        var first = Add(SendState.Undecided, SendCause.Late);
        Add(SendState.Undecided, SendCause.Late);
        var (page, dialogs) = (RenderPage(), Render<MudDialogProvider>());
        Assert.Empty(page.FindAll(".bar"));

        await ChooseAsync(page, first);
        var decided = StepAsync(page, dialogs, "Send");
        Assert.Contains("Enviar 1 mensagem por “Vendas”?", dialogs.Markup, StringComparison.Ordinal);
        await PressAsync(dialogs, "Enviar");
        await decided;

        page.WaitForAssertion(() => Assert.Equal("1 mensagem liberada para envio.", page.Find(".form-done").TextContent));
        var sent = Assert.Single(UseCases.Sent.OfType<DecideMessages>());
        Assert.Equal((_sales.Id, first, SendDecision.Send, null), (sent.Id, Assert.Single(sent.Messages!), sent.Decision, sent.Through));
        Assert.Empty(page.FindAll(".bar"));
    }

    [Fact]
    public async Task Cancelled_Confirmation_DecidesNothing_AndKeepsTheChoice()
    {
        var first = Add(SendState.Undecided, SendCause.Late);
        var (page, dialogs) = (RenderPage(), Render<MudDialogProvider>());
        await ChooseAsync(page, first);

        var decided = StepAsync(page, dialogs, "Discard");
        await PressAsync(dialogs, "Cancelar");
        await decided;

        Assert.Empty(UseCases.Sent.OfType<DecideMessages>());
        Assert.Equal("1 mensagem selecionada", page.Find(".bar p").TextContent);
    }

    [Fact]
    public async Task Through_AnotherChannel_TakesWhatWaitsToo_AndNotWhatMayHaveLeft()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales, _support], 5, [], []));
        var late = Add(SendState.Undecided, SendCause.Late);
        var waiting = Add(SendState.Queued);
        Add(SendState.Uncertain);
        var (page, dialogs) = (RenderPage(), Render<MudDialogProvider>());

        await PressAsync(page, () => page.Find(".choose input"), "on");
        var decided = StepAsync(page, dialogs, "SendThrough");
        dialogs.WaitForAssertion(() => Assert.Contains("Enviar 2 mensagens de “Vendas” por outra instância?", dialogs.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(_sales.Id.ToString(), dialogs.Markup, StringComparison.Ordinal);
        await PressAsync(dialogs, "Enviar");
        await decided;

        page.WaitForAssertion(() => Assert.Single(UseCases.Sent.OfType<DecideMessages>()));
        var sent = UseCases.Sent.OfType<DecideMessages>().Single();
        Assert.Equal([late, waiting], sent.Messages);
        Assert.Equal(_support.Id, sent.Through);
    }

    [Fact]
    public async Task Whole_Part_IsDecidedAtOnce_AlsoWhatIsNotShown()
    {
        (_hasMore, _counts) = (true, new QueueCounts(0, 0, 900, 0));
        Add(SendState.Undecided, SendCause.Banned);
        var (page, dialogs) = (RenderPage("decidir"), Render<MudDialogProvider>());
        await PressAsync(page, () => page.Find(".choose input"), "on");
        Assert.Equal("1 mensagem selecionada", page.Find(".bar p").TextContent);

        await PressAsync(page, "Selecionar também as que não aparecem (900 no total)");
        Assert.Equal("900 mensagens selecionadas", page.Find(".bar p").TextContent);
        var decided = StepAsync(page, dialogs, "Discard");
        Assert.Contains("Descartar 900 mensagens de “Vendas”?", dialogs.Markup, StringComparison.Ordinal);
        await PressAsync(dialogs, "Descartar");
        await decided;

        page.WaitForAssertion(() => Assert.Contains("900 mensagens descartadas.", page.Markup, StringComparison.Ordinal));
        var sent = Assert.Single(UseCases.Sent.OfType<DecideMessages>());
        Assert.Equal((null, QueuePart.ToDecide, SendDecision.Discard), (sent.Messages, sent.Part, sent.Decision));
    }

    [Fact]
    public async Task WhatMayHaveLeft_IsSaidBeforeItIsSentAgain()
    {
        var uncertain = Add(SendState.Uncertain);
        var (page, dialogs) = (RenderPage(), Render<MudDialogProvider>());
        await ChooseAsync(page, uncertain);
        Assert.True(page.Find("[data-step=SendThrough]").HasAttribute("disabled"));

        var decided = StepAsync(page, dialogs, "Send");

        Assert.Contains("pode já ter saído", dialogs.Markup, StringComparison.Ordinal);
        await PressAsync(dialogs, "Cancelar");
        await decided;
    }

    [Fact]
    public async Task Somebody_WhoWasFaster_IsTold()
    {
        UseCases.Answer<DecideMessages, DecidedMessages>(_ => new DecidedMessages(0, 1));
        var late = Add(SendState.Undecided, SendCause.Late);
        var (page, dialogs) = (RenderPage(), Render<MudDialogProvider>());
        await ChooseAsync(page, late);

        var decided = StepAsync(page, dialogs, "Send");
        await PressAsync(dialogs, "Enviar");
        await decided;

        page.WaitForAssertion(() => Assert.Contains("1 já tinha saído ou sido decidida por outra pessoa.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_IsShown_AndWhatIsOverIsChosenNoLonger()
    {
        var late = Add(SendState.Undecided, SendCause.Late);
        var page = RenderPage();
        await ChooseAsync(page, late);

        _messages[0] = _messages[0] with { State = SendState.Sent, Cause = null };
        await Queue.Handle(new QueueChanged([_sales.Id], [late]), CancellationToken.None);

        await UntilAsync(page, () => Assert.Equal("Enviada", page.Find(".tag").TextContent));
        Assert.Empty(page.FindAll(".bar"));
    }

    [Fact]
    public void Failure_IsSaid_WithARetry()
    {
        UseCases.Fail<ReadOutbox>(new StoreUnavailable(StoreTrouble.Full));
        var page = RenderPage();

        Assert.Contains("Não foi possível carregar a fila.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_Channel_IsSaid()
    {
        UseCases.Fail<ReadOutbox>(new RuleViolation(Rule.ChannelNotFound));

        Assert.NotEmpty(RenderPage().FindAll(".page-message"));
    }

    [Fact]
    public async Task Leaving_ReleasesItsSubscriptions()
    {
        RenderPage();
        Assert.Equal((1, 1), (Feed.Viewers, Queue.Viewers));

        await DisposeComponentsAsync();

        Assert.Equal((0, 0), (Feed.Viewers, Queue.Viewers));
    }

    private Guid Add(SendState state, SendCause? cause = null, string name = "", string? refusal = null, DateTimeOffset? due = null)
    {
        var now = Snapshots.Now;
        var message = new QueuedMessage(
            Guid.CreateVersion7(), _sales.Id, PhoneNumber.FromDigits("5521912345678"), name, MessageType.Text, state, cause, refusal,
            now, due, due ?? now, now.AddDays(1), now, "Ana");
        _messages.Add(message);
        return message.Id;
    }

    /// <summary>Presses a step, whose end comes with that of the dialog that it opens.</summary>
    private static Task StepAsync(IRenderedComponent<QueuePage> page, IRenderedComponent<MudDialogProvider> dialogs, string step)
    {
        var decided = PressAsync(page, () => page.Find($"[data-step={step}]"));
        dialogs.WaitForElement(".lead");
        return decided;
    }

    private IRenderedComponent<QueuePage> RenderPage(string? part = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/canais/{_sales.Id}/fila" + (part is null ? "" : $"?mostrar={part}"));
        return Render<QueuePage>(parameters => parameters.Add(x => x.Id, _sales.Id.Value));
    }

    private static Task ChooseAsync(IRenderedComponent<QueuePage> page, Guid message) => PressAsync(page, () => page.Find($"[data-message='{message}'] input"), "on");

    private static Task PressAsync(IRenderedComponent<QueuePage> page, Func<AngleSharp.Dom.IElement> find, string value) =>
        page.InvokeAsync(() => find().ChangeAsync(new ChangeEventArgs { Value = value == "on" }));
}
