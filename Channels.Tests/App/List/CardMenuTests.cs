using Bunit;
using Channels.App.Components;
using Channels.App.Features.List.Cards;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace Channels.Tests.App.List;

/// <summary>An open menu whose channel goes on changing.</summary>
public sealed class CardMenuTests : MudContext
{
    private readonly List<CardAction> _chosen = [];

    private IReadOnlyList<JSRuntimeInvocation> Focused => JSInterop.Invocations["Blazor._internal.domWrapper.focus"];

    [Fact]
    public async Task Items_ThatAppearBefore_LeaveTheFocusedOneFocused()
    {
        var menu = RenderMenu(canDisconnect: false);
        await KeyAsync(menu, "End");

        menu.Render(parameters => parameters.Add(x => x.CanDisconnect, true).Add(x => x.Also, [CardAction.Refresh]));
        await KeyAsync(menu, "Enter");

        Assert.Equal([CardAction.CopyId], _chosen);
    }

    [Fact]
    public async Task Item_ThatDisappearsUnderTheFocus_HandsItToItsNeighbor()
    {
        var menu = RenderMenu(canDisconnect: true);
        await KeyAsync(menu, "End");
        var last = Focused[^1].Arguments[0];
        await KeyAsync(menu, "ArrowUp");
        var before = Focused.Count;

        menu.Render(parameters => parameters.Add(x => x.CanDisconnect, false));

        Assert.Equal(before + 1, Focused.Count);
        Assert.Equal(last, Focused[^1].Arguments[0]);
    }

    private IRenderedComponent<CardMenu> RenderMenu(bool canDisconnect) => Render<CardMenu>(parameters => parameters
        .Add(x => x.CanDisconnect, canDisconnect).Add(x => x.CanTestSend, true).Add(x => x.OnChoose, _chosen.Add));

    private static Task KeyAsync(IRenderedComponent<CardMenu> menu, string key) =>
        menu.InvokeAsync(() => menu.Find("[role=menu]").KeyDownAsync(new KeyboardEventArgs { Key = key }));
}
