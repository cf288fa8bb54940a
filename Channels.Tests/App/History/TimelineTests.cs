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
        var timeline = Draw(loading: true);

        Assert.True(timeline.HasComponent<RowsSkeleton>());
        Assert.DoesNotContain("Nada aconteceu", timeline.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_More_KeepsTheLinesAndShowsNoSkeleton()
    {
        var line = new HistoryEntry(ChannelId.New(Snapshots.Now), "Vendas", Snapshots.Now, HistoryKind.Created, Who: null, Detail: null);

        var timeline = Draw(loading: true, line);

        Assert.False(timeline.HasComponent<RowsSkeleton>());
        Assert.Single(timeline.FindAll("li"));
    }

    [Fact]
    public void Loaded_ShowsNoSkeleton() =>
        Assert.False(Draw(loading: false).HasComponent<RowsSkeleton>());

    private IRenderedComponent<Timeline<HistoryEntry>> Draw(bool loading, params HistoryEntry[] lines) =>
        Render<Timeline<HistoryEntry>>(x => x.Add(t => t.Loading, loading).Add(t => t.Lines, lines)
            .Add(t => t.ChildContent, line => builder =>
            {
                builder.OpenComponent<HistoryLine>(0);
                builder.AddComponentParameter(1, nameof(HistoryLine.Line), line);
                builder.CloseComponent();
            }));
}
