using Bunit;
using Channels.App.Components.Layout;
using Channels.App.Features.List;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;

namespace Channels.Tests.App.List;

/// <summary>A store that does not keep anybody's preferences at the moment.</summary>
public sealed class PreferencesLostTests : MudContext
{
    public PreferencesLostTests()
    {
        UseCases.Fail<ReadPreferences>(new TimeoutException());
        UseCases.Fail<ChangePreferences>(new TimeoutException());
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([Snapshots.Of("Vendas")], 5, [], []));
    }

    [Fact]
    public async Task Board_IsShownAsCards_AndTheTableCanBeChosenAllTheSame()
    {
        var board = Render<ChannelBoard>();
        Assert.Single(board.FindAll("article"));

        await PressAsync(board, () => board.Find("[data-view=Table]"));

        Assert.Single(board.FindAll("tbody tr"));
    }

    [Fact]
    public async Task UserMenu_OpensAndChangesTheThemeAllTheSame()
    {
        var menu = Render<UserMenu>();
        await PressAsync(menu, () => menu.Find("[aria-haspopup=menu]"));

        await PressAsync(menu, () => menu.FindAll("[role=menuitemradio]")[^1]);

        Assert.Equal("true", menu.FindAll("[role=menuitemradio]")[^1].GetAttribute("aria-checked"));
        Assert.Equal("dark", Assert.Single(JSInterop.Invocations["showTheme"]).Arguments[0]);
    }
}
