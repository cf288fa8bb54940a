using Bunit;
using Channels.App.Features.List;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Jobs;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using MediatR;
using MudBlazor;

namespace Channels.Tests.App.List;

/// <summary>What the board makes of removals, and of what waits because of them.</summary>
public sealed class BoardRemovalTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.Connected, "552134567000");
    private readonly PendingJob _waiting = Job("Loja", Snapshots.Now.AddMinutes(5));
    private readonly PendingJob _givenUp = Job("Cobrança", nextTryAt: null);
    private List<PendingJob> _jobs = [];

    public BoardRemovalTests()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales, _support], 2, [], _jobs));
        UseCases.Answer<ListPending, IReadOnlyList<PendingJob>>(_ => _jobs);
    }

    [Fact]
    public void Render_WithNothingWaiting_HasNoStrip() => Assert.Empty(RenderFor(Role.Administrator).FindAll(".strip"));

    [Fact]
    public void Removal_UnderWay_IsInTheStripAndLeavesItsPlaceFree()
    {
        var board = RenderFor(Role.Operator);
        Assert.Equal("2 de 2 conexões", board.Find(".counter .text").TextContent);

        Feed.Publish(_sales.Leaving("Suporte", moved: 1, total: 3));

        board.WaitForAssertion(() => Assert.Equal("1 de 2 conexões", board.Find(".counter .text").TextContent));
        Assert.Equal("Pendências", board.Find(".strip h2").TextContent);
        Assert.Contains("Bia está removendo “Vendas”. Os dados seguem para “Suporte”.", board.Find("[data-removal]").TextContent, StringComparison.Ordinal);
        Assert.Equal("33", board.Find("[data-removal] [role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Equal(2, board.FindAll("article").Count);
    }

    [Fact]
    public void Strip_FromTheLoad_TellsWhatWaitsAndWhy()
    {
        _jobs = [_givenUp, _waiting];

        var board = RenderFor(Role.Administrator);

        Assert.Equal(0, UseCases.Count<ListPending>());
        var waiting = JobOn(board, _waiting);
        Assert.Contains("O aparelho de “Loja”, (11) 95555-4444, ainda consta no WhatsApp.", waiting.TextContent, StringComparison.Ordinal);
        Assert.Contains("O WhatsApp não pôde ser avisado: não houve resposta a tempo.", waiting.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-11-22T15:05:00.0000000+00:00", waiting.QuerySelector("local-time")!.GetAttribute("datetime"));
        Assert.Contains(
            "Remova o aparelho no celular: WhatsApp → Aparelhos conectados.", JobOn(board, _givenUp).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strip_WhenTheFeedSaysSo_IsReadAgain()
    {
        var board = RenderFor(Role.Operator);
        _jobs = [_waiting];

        Feed.PublishPending();
        board.WaitForAssertion(() => Assert.NotNull(JobOn(board, _waiting)));
        _jobs = [];
        Feed.PublishPending();

        await UntilAsync(board, () => Assert.Empty(board.FindAll(".strip")));
    }

    [Fact]
    public async Task Strip_ReadDuringTheLoad_IsNotOverwrittenByIt()
    {
        var list = new TaskCompletionSource<ChannelList>();
        UseCases.AnswerLater<ListChannels, ChannelList>(list.Task);
        var board = RenderFor(Role.Operator);
        _jobs = [_waiting];
        Feed.PublishPending();
        board.WaitForAssertion(() => Assert.NotNull(JobOn(board, _waiting)));

        await board.InvokeAsync(() => list.SetResult(new ChannelList([_sales], 2, [], [])));

        board.WaitForAssertion(() => Assert.Single(board.FindAll("article")));
        Assert.NotNull(JobOn(board, _waiting));
    }

    [Fact]
    public async Task Job_IsHurriedOrDismissedByAnAdministrator()
    {
        _jobs = [_givenUp, _waiting];
        UseCases.Answer<HurryJob, Unit>(_ => Unit.Value);
        UseCases.Answer<DismissJob, Unit>(_ => Unit.Value);
        var board = RenderFor(Role.Administrator);

        await PressAsync(board, "Tentar agora");
        await PressAsync(board, "Já removi");

        Assert.Equal([new HurryJob(_waiting.Id), new DismissJob(_givenUp.Id)], UseCases.Sent.Where(x => x is HurryJob or DismissJob));
    }

    [Fact]
    public void Strip_ForAnOperator_OffersNothing()
    {
        _jobs = [_givenUp, _waiting];

        var board = RenderFor(Role.Operator);

        Assert.Equal(2, board.FindAll(".strip li").Count);
        Assert.Empty(board.FindAll(".strip button"));
        Assert.Empty(board.FindAll("[data-action=Remove]"));
    }

    [Fact]
    public async Task Removal_BegunHereThatEndsAfterItsDialogWasClosed_IsSaidWithItsReceipt()
    {
        var (board, dialogs, messages) = await RemoveAsync(Receipts.Of(_sales, _support));
        await PressAsync(dialogs, "Fechar");
        Assert.Empty(messages.FindAll(".mud-snackbar"));
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(_sales, _support).Finished());

        Feed.PublishRemoved(_sales.Id);
        await UntilAsync(messages, () => Assert.Contains("“Vendas” foi removida.", messages.Markup, StringComparison.Ordinal));
        await PressAsync(messages, "Ver recibo");

        dialogs.WaitForAssertion(() => Assert.NotEmpty(dialogs.FindAll(".receipt")));
        Assert.Single(board.FindAll("article"));
    }

    [Fact]
    public async Task Removal_ThatEndsInItsDialog_IsSaidThereOnly()
    {
        var (board, dialogs, messages) = await RemoveAsync(Receipts.Of(_sales, _support));
        UseCases.Answer<ReadReceipt, RemovalReceipt?>(_ => Receipts.Of(_sales, _support).Finished());

        Feed.PublishRemoved(_sales.Id);

        await UntilAsync(dialogs, () => Assert.NotEmpty(dialogs.FindAll(".receipt")));
        await UntilAsync(board, () => Assert.Single(board.FindAll("article")));
        Assert.Empty(messages.FindAll(".mud-snackbar"));
    }

    private async Task<(IRenderedComponent<ChannelBoard>, IRenderedComponent<MudDialogProvider>, IRenderedComponent<MudSnackbarProvider>)> RemoveAsync(
        RemovalReceipt receipt)
    {
        UseCases.Answer<PreviewRemoval, RemovalPreview>(
            _ => new RemovalPreview(_sales, Receipts.Counts, true, [], [_support], HasRoom: false, []));
        UseCases.Answer<RemoveChannel, RemovalReceipt>(_ => receipt);
        var messages = Render<MudSnackbarProvider>();
        var dialogs = Render<MudDialogProvider>();
        var board = RenderFor(Role.Administrator);
        _ = PressAsync(board, () => board.Find($"[data-channel='{_sales.Id}'] [data-action=Remove]"));
        dialogs.WaitForAssertion(() => Button(dialogs, "Mover e remover"));
        await PressAsync(dialogs, "Mover e remover");
        Feed.Publish(_sales.Leaving("Suporte"));
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll("[data-removal]")));
        return (board, dialogs, messages);
    }

    private IRenderedComponent<ChannelBoard> RenderFor(Role role)
    {
        SignIn(role);
        return Render<ChannelBoard>();
    }

    private static AngleSharp.Dom.IElement JobOn(IRenderedComponent<ChannelBoard> board, PendingJob job) =>
        board.Find($"[data-job='{job.Id}']");

    private static PendingJob Job(string name, DateTimeOffset? nextTryAt) => new(
        Guid.NewGuid(),
        name,
        ConnectionMethod.WhatsAppWeb,
        PhoneNumber.FromDigits("5511955554444"),
        Snapshots.Now.AddDays(-1),
        nextTryAt,
        ConnectionCause.NoAnswer);
}
