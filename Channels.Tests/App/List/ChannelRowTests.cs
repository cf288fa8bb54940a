using Bunit;
using Channels.App.Features.List;
using Channels.App.Features.List.Cards;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;

namespace Channels.Tests.App.List;

/// <summary>The table warns of what the cards warn of.</summary>
public sealed class ChannelRowTests : MudContext
{
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.LoggedOutOnPhone);
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected);

    public ChannelRowTests() =>
        UseCases.Answer<ReadPreferences, Preferences>(_ => Preferences.Default with { View = BoardView.Table });

    [Fact]
    public void Row_SaysWhatADropHoldsUp_AndThatAPhoneIsSilent()
    {
        // As in the app, the list and the feed tell the same ones: the feed's take the place of the list's.
        Proofs.Show([
            new ChannelOutlook(_support.Id, new DropImpact(120, 3, 0), PhoneSilentDays: null),
            new ChannelOutlook(_sales.Id, Impact: null, PhoneSilentDays: 11),
        ]);
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_support, _sales], 5, [], []) { Outlooks = Proofs.Outlooks });

        var board = Render<ChannelBoard>();

        var rows = board.FindAll("tbody tr");
        Assert.Contains("120", rows[0].QuerySelector(".why [data-impact]")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains("11 dias", rows[1].QuerySelector(".why [data-nudge]")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Row_SaysWhenItTriesAgain_UntilWhenItLasts_AndWhatToDo()
    {
        var tries = new StatusReason(ReasonCode.Reconnecting) { Attempt = 1, NextTryAt = Snapshots.Now.AddSeconds(8) };
        var barred = new StatusReason(ReasonCode.ConnectedRestricted) { Until = Snapshots.Now.AddHours(5) };
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList(
            [_support, Snapshots.Of("Loja", tries), Snapshots.Of("Obra", barred)], 5, [], []));

        var board = Render<ChannelBoard>();

        var whys = board.FindAll("tbody .why");
        Assert.Equal("2026-11-22T15:00:08.0000000+00:00", whys[1].QuerySelector("local-time")?.GetAttribute("datetime"));
        Assert.Equal("2026-11-22T20:00:00.0000000+00:00", whys[2].QuerySelector("local-time")?.GetAttribute("datetime"));
        Assert.NotEmpty(whys[0].QuerySelector(".step")?.TextContent ?? "");
    }

    [Fact]
    public async Task ChosenFromTheMenu_TheFocusIsBackOnItsButtonFirst()
    {
        var focused = -1;
        var row = Render<ChannelRow>(parameters => parameters
            .Add(x => x.Snapshot, _sales).Add(x => x.IsAdministrator, true).Add(x => x.IsMenuOpen, true)
            .Add(x => x.OnAction, _ => focused = Focused.Count));
        var before = Focused.Count;

        await PressAsync(row, () => row.Find("[role=menuitem]"));

        Assert.Equal(before + 1, focused);
        Focused[^1].Arguments[0].ShouldBeElementReferenceTo(row.Find("[aria-haspopup=menu]"));
    }

    [Fact]
    public async Task Sort_OnANarrowScreen_IsChosenFromAList()
    {
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_support, _sales], 5, [], []));
        var board = Render<ChannelBoard>();

        await board.InvokeAsync(() => board.Find("select[data-sort-by]").ChangeAsync("Name-"));

        Assert.Equal(["Vendas", "Suporte"], board.FindAll("tbody .name").Select(x => x.TextContent.Trim()));
        Assert.Equal("descending", board.Find("[aria-sort]").GetAttribute("aria-sort"));
        Assert.Equal("Name-", board.Find("select[data-sort-by]").GetAttribute("value"));
    }

    private IReadOnlyList<JSRuntimeInvocation> Focused => JSInterop.Invocations["Blazor._internal.domWrapper.focus"];
}
