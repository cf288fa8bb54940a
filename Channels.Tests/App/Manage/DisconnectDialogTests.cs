using Bunit;
using Channels.App.Features.Manage;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Manage;

public sealed class DisconnectDialogTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected, "5511987654321");

    [Theory]
    [InlineData(null, WaitingAnswer.Ask)]
    [InlineData(WaitingAnswer.Send, WaitingAnswer.Send)]
    [InlineData(WaitingAnswer.Discard, WaitingAnswer.Discard)]
    public async Task Queue_IsAskedAbout_AndTheAnswerGoesAlong(WaitingAnswer? chosen, WaitingAnswer expected)
    {
        UseCases.Answer<ReadOutbox, OutboxPage>(_ => new OutboxPage(_sales, new QueueCounts(1, 0, 2, 0), [], HasMore: false));
        var (page, dialog) = await OpenAsync();
        Assert.Contains("(1 na fila, 2 à espera de decisão)", page.Find(".waiting legend").TextContent, StringComparison.Ordinal);

        if (chosen is not null)
        {
            await page.InvokeAsync(() => page.Find($".waiting [value={chosen}]").ChangeAsync(chosen.ToString()!));
        }

        await PressAsync(page, "Desconectar");

        Assert.Equal(expected, (await dialog.Result)!.Data);
    }

    [Fact]
    public async Task NothingThatWaits_AsksNothing()
    {
        UseCases.Answer<ReadOutbox, OutboxPage>(_ => new OutboxPage(_sales, new QueueCounts(0, 0, 0, 4), [], HasMore: false));

        Assert.Empty((await OpenAsync()).Page.FindAll(".waiting"));
    }

    [Fact]
    public async Task Queue_ThatCannotBeRead_IsLeftForLater()
    {
        UseCases.Fail<ReadOutbox>(new StoreUnavailable(StoreTrouble.Full));
        var (page, dialog) = await OpenAsync();
        Assert.Contains("fica para decidir depois", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "Desconectar");

        Assert.Equal(WaitingAnswer.Ask, (await dialog.Result)!.Data);
    }

    private Task<(IRenderedComponent<MudDialogProvider> Page, IDialogReference Dialog)> OpenAsync() =>
        OpenAsync<DisconnectDialog>(new DialogParameters<DisconnectDialog> { { x => x.Snapshot, _sales } });
}
