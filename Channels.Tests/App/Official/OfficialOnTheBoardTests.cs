using Bunit;
using Channels.App.Features.List;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Channels.Tests.App.Official;

/// <summary>How the board leads to the dialog of the official API, and what a return from Facebook says on it.</summary>
public sealed class OfficialOnTheBoardTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.AuthorizationExpired) with { Method = ConnectionMethod.MetaCloud };

    public OfficialOnTheBoardTests() => UseCases.Answer<ListChannels, ChannelList>(_ => List());

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("")]
    [InlineData("?facebook=outra-conta", "A conta autorizada não tem este número; a autorização anterior continua valendo.")]
    [InlineData("?facebook=nao-renovada", "A autorização não foi renovada: ela foi cancelada ou recusada, ou o Facebook não respondeu. A anterior continua valendo.")]
    [InlineData("?facebook=<b>x</b>")]
    public void Address_OfAnOfficialInstance_OpensItsOwnDialog(string query, params string[] notes)
    {
        var dialogs = OpenBoard($"/canais/{_sales.Id}/conectar{query}", _sales.Id).Dialogs;

        dialogs.WaitForAssertion(() => Assert.Equal("Lost", dialogs.Find(".content").GetAttribute("data-stage")));
        Assert.Equal(notes, dialogs.FindAll(".note").Select(x => x.TextContent));
        Assert.Empty(dialogs.FindAll(".ways"));
    }

    [Fact]
    public void Address_ReadBeforeTheInstancesAre_OpensTheDialogOnceTheyAre()
    {
        var list = new TaskCompletionSource<ChannelList>();
        UseCases.AnswerLater<ListChannels, ChannelList>(list.Task);
        var dialogs = OpenBoard($"/canais/{_sales.Id}/conectar", _sales.Id).Dialogs;

        list.SetResult(List());

        dialogs.WaitForAssertion(() => Assert.Single(dialogs.FindAll(".content")));
    }

    [Fact]
    public async Task Connect_OnTheCard_GoesToTheDialogsAddress()
    {
        var board = OpenBoard("/canais").Board;

        await board.Find("[data-action=Connect]").ClickAsync(new());

        Assert.EndsWith($"/canais/{_sales.Id}/conectar", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(0, UseCases.Count<ConnectChannel>());
    }

    [Fact]
    public void Return_ThatIsNoLongerValid_IsSaidOnce()
    {
        var messages = Render<MudSnackbarProvider>();

        OpenBoard("/canais?facebook=invalida");

        messages.WaitForAssertion(() => Assert.Contains("Este retorno do Facebook não vale mais.", messages.Markup, StringComparison.Ordinal));
        Assert.EndsWith("/canais", Navigation.Uri, StringComparison.Ordinal);
    }

    private (IRenderedComponent<ChannelBoard> Board, IRenderedComponent<MudDialogProvider> Dialogs) OpenBoard(string address, ChannelId? id = null)
    {
        Navigation.NavigateTo(address);
        var dialogs = Render<MudDialogProvider>();
        return (Render<ChannelBoard>(parameters => parameters.Add(x => x.Id, id?.Value)), dialogs);
    }

    private ChannelList List() => new([_sales], 3, [new OfferedMethod(ConnectionMethod.MetaCloud, null)], []);
}
