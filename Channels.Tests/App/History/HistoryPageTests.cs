using Bunit;
using Channels.App.Features.History;
using Channels.App.Hosting;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.History;

public sealed class HistoryPageTests : MudContext
{
    private static readonly DateTimeOffset From = Snapshots.Now.AddHours(-24);
    private readonly ChannelId _id = ChannelId.New(Snapshots.Now);

    public HistoryPageTests()
    {
        UseCases.Answer<ReadHistory, TimelinePage>(_ => new TimelinePage([Line("Vendas")], Next: 7));
        UseCases.Answer<ReadAudit, AuditLines>(_ => new AuditLines([new AuditLine(Line("Vendas"))], new AuditMark(7, null)));
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([], 3, [], []));
        UseCases.Answer<ListPeople, IReadOnlyList<Person>>(_ => []);
        UseCases.Answer<ReadAvailability, Availability>(request => Of(request.Hours == 24 ? 0.5 : 0.25));
        UseCases.Answer<ReadReception, Reception>(_ => new Reception([], ClockAhead: null));
    }

    protected override void AddServices(IServiceCollection services) =>
        services.AddSingleton<IConsoleZone>(new ConsoleTimeZone(new ConfigurationBuilder().Build()));

    [Fact]
    public void UnknownId_IsNotFound_AndNothingElse()
    {
        UseCases.Fail<ReadHistory>(new RuleViolation(Rule.ChannelNotFound));

        var page = Render<HistoryPage>(x => x.Add(p => p.Id, _id.Value));

        Assert.Equal("Instância não encontrada", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll(".availability, .lines, [download]"));
        Assert.Equal(0, UseCases.Count<ReadAvailability>());
    }

    [Fact]
    public void Availability_SaysWhatItsColorsMean()
    {
        var page = Render<HistoryPage>(x => x.Add(p => p.Id, _id.Value));

        Assert.Equal(
            ["whole: Conectada", "part: Conectada parte do tempo", "none: Sem conexão", "unknown: Sem dados"],
            page.FindAll(".legend li").Select(x => $"{x.QuerySelector("i")!.ClassName}: {x.TextContent}"));
    }

    [Fact]
    public void More_AskedForTwiceBeforeTheAnswer_ReadsOnce()
    {
        var page = Render<HistoryPage>(x => x.Add(p => p.Id, _id.Value));
        var more = new TaskCompletionSource<TimelinePage>();
        UseCases.AnswerLater<ReadHistory, TimelinePage>(more.Task);

        _ = PressAsync(page, "Mostrar mais");
        _ = page.FindComponent<Timeline<HistoryEntry>>().InvokeAsync(() => page.FindComponent<Timeline<HistoryEntry>>().Instance.OnMore.InvokeAsync());

        Assert.Equal(2, UseCases.Count<ReadHistory>());
        more.SetResult(new TimelinePage([], Next: null));
    }

    [Fact]
    public void Audit_MoreAskedForTwiceBeforeTheAnswer_ReadsOnce()
    {
        var page = Render<AuditPage>();
        var more = new TaskCompletionSource<AuditLines>();
        UseCases.AnswerLater<ReadAudit, AuditLines>(more.Task);

        _ = PressAsync(page, "Mostrar mais");
        _ = page.FindComponent<Timeline<AuditGroup>>().InvokeAsync(() => page.FindComponent<Timeline<AuditGroup>>().Instance.OnMore.InvokeAsync());

        Assert.Equal(2, UseCases.Count<ReadAudit>());
        more.SetResult(new AuditLines([], Next: null));
    }

    [Fact]
    public async Task Window_AnswersOutOfOrder_ShowsTheOneThatIsChosen()
    {
        var page = Render<HistoryPage>(x => x.Add(p => p.Id, _id.Value));
        var late = new TaskCompletionSource<Availability>();
        UseCases.AnswerLater<ReadAvailability, Availability>(late.Task);
        var first = PressAsync(page, "30 dias");
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([], 3, [], []));
        UseCases.Answer<ListPeople, IReadOnlyList<Person>>(_ => []);
        UseCases.Answer<ReadAvailability, Availability>(_ => Of(0.5));
        await PressAsync(page, "24 h");

        late.SetResult(Of(0.25));
        await first;

        Assert.Contains("50", page.Find(".availability header p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Availability_CannotBeRead_TheTimelineIsShownAllTheSame()
    {
        UseCases.Fail<ReadAvailability>(new RuleViolation(Rule.NotAllowed));

        var page = Render<HistoryPage>(x => x.Add(p => p.Id, _id.Value));

        Assert.Single(page.FindAll(".lines > li"));
    }

    [Fact]
    public async Task Availability_CouldNotBeRead_IsReadAgainWhenAsked()
    {
        UseCases.Fail<ReadAvailability>(new RuleViolation(Rule.NotAllowed));
        var page = Render<HistoryPage>(x => x.Add(p => p.Id, _id.Value));
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([], 3, [], []));
        UseCases.Answer<ListPeople, IReadOnlyList<Person>>(_ => []);
        UseCases.Answer<ReadAvailability, Availability>(_ => Of(0.5));

        await PressAsync(page, "Tentar de novo");

        Assert.Contains("50", page.Find(".availability header p").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    private static Availability Of(double share) => new(From, Snapshots.Now, [], share);

    private HistoryEntry Line(string name) => new(_id, name, Snapshots.Now, HistoryKind.Created, "Ana", Detail: null);
}
