using Bunit;
using Channels.App.Features.Manage;
using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Channels.Tests.App.Components;

/// <summary>The dialogs that change a channel, while somebody else removes it.</summary>
public sealed class RemovalNoticeTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected);

    [Fact]
    public Task Rename_WhileTheRemovalBegins_SaysSoAndCannotBeSaved() => SaysSoAsync<RenameDialog>("Salvar");

    [Fact]
    public Task Disconnect_WhileTheRemovalBegins_SaysSoAndCannotBeConfirmed() => SaysSoAsync<DisconnectDialog>("Desconectar");

    [Fact]
    public async Task Removal_AtItsEnd_IsSaid()
    {
        var page = await OpenAsync<RenameDialog>();

        Feed.PublishRemoved(_sales.Id);

        page.WaitForAssertion(() => Assert.Equal("Esta instância não existe mais.", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Changes_ThatAreNoRemoval_AreNothingToSay()
    {
        var page = await OpenAsync<RenameDialog>();
        var seen = new Seen<ChannelChanges>();
        using var viewer = Feed.Subscribe(Reader.Console, Feed.Mark, seen.TakeAsync);

        Feed.Publish(Snapshots.Of("Suporte").Leaving("Loja"));
        Feed.Publish(_sales.Next(ReasonCode.LoggedOutOnPhone));
        await seen.NextAsync();

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.False(Button(page, "Salvar").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Close_ReleasesTheSubscription()
    {
        var page = await OpenAsync<RenameDialog>();
        Assert.Equal(1, Feed.Viewers);

        await PressAsync(page, "Cancelar");

        page.WaitForAssertion(() => Assert.Equal(0, Feed.Viewers));
    }

    private async Task SaysSoAsync<TDialog>(string button)
        where TDialog : ComponentBase
    {
        var page = await OpenAsync<TDialog>();
        Assert.Empty(page.FindAll("[role=alert]"));

        Feed.Publish(_sales.Leaving("Suporte"));

        page.WaitForAssertion(() => Assert.Equal(
            "“Vendas” está sendo removida por Bia. Não é mais possível alterá-la.", page.Find("[role=alert]").TextContent));
        page.WaitForAssertion(() => Assert.True(Button(page, button).HasAttribute("disabled")));
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync<TDialog>()
        where TDialog : ComponentBase =>
        (await OpenAsync<TDialog>(new DialogParameters { ["Snapshot"] = _sales })).Page;
}
