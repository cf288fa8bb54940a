using Bunit;
using Channels.App.Components;
using Channels.App.Features.History;
using Channels.Domain;
using Channels.Tests.Support;

namespace Channels.Tests.App.History;

public sealed class TimelineTests : MudContext
{
    [Fact]
    public void Loading_NothingReadYet_ShowsTheShapeOfLinesInsteadOfAnEmptyPage()
    {
        var timeline = Render<Timeline>(x => x.Add(t => t.Loading, true));

        Assert.True(timeline.HasComponent<RowsSkeleton>());
        Assert.DoesNotContain("Nada aconteceu", timeline.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_More_KeepsTheLinesAndShowsNoSkeleton()
    {
        var line = new HistoryEntry(ChannelId.New(Snapshots.Now), "Vendas", Snapshots.Now, HistoryKind.Created, Who: null, Detail: null);

        var timeline = Render<Timeline>(x => x.Add(t => t.Loading, true).Add(t => t.Lines, [line]));

        Assert.False(timeline.HasComponent<RowsSkeleton>());
        Assert.Single(timeline.FindAll("li"));
    }

    [Fact]
    public void Loaded_ShowsNoSkeleton() =>
        Assert.False(Render<Timeline>(x => x.Add(t => t.Loading, false)).HasComponent<RowsSkeleton>());
}
