using Bunit;
using Channels.App.Features.Manage;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Manage;

public sealed class RenameDialogTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas");

    [Fact]
    public async Task Save_SendsTheNameThatWasSeen()
    {
        UseCases.Answer<RenameChannel, ChannelSnapshot>(_ => _sales);
        var (page, dialog) = await OpenAsync();

        await SaveAsync(page, "Vendas Centro");

        Assert.Equal(new RenameChannel(_sales.Id, "Vendas Centro", "Vendas"), Assert.Single(UseCases.Sent));
        Assert.False((await dialog.Result)!.Canceled);
    }

    [Fact]
    public async Task Save_WhenSomebodyElseRenamed_SaysSoKeepsTheTextAndSavesOnTheSecondClick()
    {
        UseCases.Answer<RenameChannel, ChannelSnapshot>(
            request => request.Seen == "Comercial" ? _sales : throw new RuleViolation(Rule.NameChangedMeanwhile, "Comercial"));
        var (page, dialog) = await OpenAsync();

        await SaveAsync(page, "Vendas Centro");
        Assert.Contains("o nome mudou para “Comercial”", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Vendas Centro", page.Find("input").GetAttribute("value"));
        Assert.False(dialog.Result.IsCompleted);
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Equal(new RenameChannel(_sales.Id, "Vendas Centro", "Comercial"), UseCases.Sent.Last());
        Assert.False((await dialog.Result)!.Canceled);
    }

    [Fact]
    public async Task Save_OfAnInstanceBeingRemoved_SaysSoAndKeepsTheText()
    {
        UseCases.Fail<RenameChannel>(new RuleViolation(Rule.BeingRemoved, "Vendas", "Bia"));
        var (page, dialog) = await OpenAsync();

        await SaveAsync(page, "Vendas Centro");

        Assert.Contains("“Vendas” está sendo removida por Bia.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Vendas Centro", page.Find("input").GetAttribute("value"));
        Assert.False(dialog.Result.IsCompleted);
    }

    [Fact]
    public async Task Save_WhileTheStoreTakesNoWrites_SaysWhyAndKeepsTheText()
    {
        UseCases.Fail<RenameChannel>(new StoreUnavailable(StoreTrouble.ReadOnly));
        var (page, dialog) = await OpenAsync();

        await SaveAsync(page, "Vendas Centro");

        Assert.Contains("Não foi possível gravar: o disco do servidor só permite leitura.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Vendas Centro", page.Find("input").GetAttribute("value"));
        Assert.False(dialog.Result.IsCompleted);
    }

    private Task<(IRenderedComponent<MudDialogProvider> Page, IDialogReference Dialog)> OpenAsync() =>
        OpenAsync<RenameDialog>(new DialogParameters<RenameDialog> { { x => x.Snapshot, _sales } });

    private static async Task SaveAsync(IRenderedComponent<MudDialogProvider> page, string name)
    {
        await page.InvokeAsync(() => page.Find("input").InputAsync(new() { Value = name }));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
    }
}
