using Bunit;
using Channels.App.Components.Layout;
using Channels.App.Live;
using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Live;

public sealed class DownCountTests : MudContext
{
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.Connected);
    private readonly ChannelSnapshot _support = Snapshots.Of("Suporte", ReasonCode.LoggedOutOnPhone);

    public DownCountTests() => UseCases.Answer<ListChannels, ChannelList>(
        _ => new ChannelList([_sales, _support, Snapshots.Of("Nova"), Snapshots.Of("Velha", ReasonCode.LoggedOutOnPhone).Leaving("Suporte")], 5, [], []));

    protected override void AddServices(IServiceCollection services) => services.AddSingleton<DownCount>();

    private DownCount Down => Services.GetRequiredService<DownCount>();

    [Fact]
    public void Signal_CountsWhatIsDownThroughNobodysDoing() => Assert.Equal("1", CountIn(Render<DownSignal>()));

    [Fact]
    public async Task Publish_OfADropAndARecovery_IsShown_ADropOfSecondsIsNot()
    {
        var signal = Render<DownSignal>();

        Feed.Publish(_sales.Next(ReasonCode.Reconnecting));
        Time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal("1", CountIn(signal));
        await UntilAsync(signal, () => Assert.Equal("2", CountIn(signal)));

        Feed.Publish(_support.Next(ReasonCode.Connected));
        Feed.Publish(_sales.Next(ReasonCode.Reconnecting).Next(ReasonCode.Connected));
        await UntilAsync(signal, () => Assert.Equal("0", CountIn(signal)));
    }

    [Fact]
    public async Task Publish_OfARemoval_IsShown()
    {
        var signal = Render<DownSignal>();

        Feed.PublishRemoved(_support.Id);

        await UntilAsync(signal, () => Assert.Equal("0", CountIn(signal)));
    }

    [Fact]
    public async Task Publish_WithoutAnotherCount_DrawsNothing()
    {
        var signal = Render<DownSignal>();
        var before = signal.RenderCount;

        Feed.Publish(_support.Next(ReasonCode.Banned));
        Feed.Publish(_sales.Next(ReasonCode.Replaced));

        await UntilAsync(signal, () => Assert.Equal("2", CountIn(signal)));
        Assert.Equal(before + 1, signal.RenderCount);
    }

    [Fact]
    public void Pages_ShareOneReadingOfTheStore()
    {
        Render<DownSignal>();
        Render<DownSignal>();

        Assert.Equal((1, 1, 2), (UseCases.Count<ListChannels>(), Feed.Viewers, Down.Viewers));
    }

    [Fact]
    public void Load_ThatFails_IsTriedByTheNextPage()
    {
        UseCases.Fail<ListChannels>(new InvalidOperationException("no store"));
        var first = Render<DownSignal>();
        Assert.Equal("0", CountIn(first));

        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_support], 5, [], []));
        Render<DownSignal>();

        first.WaitForAssertion(() => Assert.Equal("1", CountIn(first)));
    }

    [Fact]
    public async Task Dispose_ReleasesTheSubscription()
    {
        Render<DownSignal>();
        Assert.Equal(1, Down.Viewers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Down.Viewers);
    }

    private static string? CountIn(IRenderedComponent<DownSignal> signal) => signal.Find("down-signal").GetAttribute("count");
}
