using Bunit;
using Channels.App.Features.History;
using Channels.App.Hosting;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.History;

public sealed class AuditPageTests : MudContext
{
    private static readonly Client Phone = new("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) Version/26.0 Safari/604.1", "203.0.113.7");
    private readonly ChannelSnapshot _sales = Snapshots.Of("Vendas");
    private readonly Actor _eva = new("eva", "Eva", Role.Administrator) { Client = Phone };

    public AuditPageTests()
    {
        Answer();
        UseCases.Answer<ListChannels, ChannelList>(_ => new ChannelList([_sales], 3, [], []));
        UseCases.Answer<ListPeople, IReadOnlyList<Person>>(
            _ => [new Person("ana", "ana@loja.example", "Ana", Role.Administrator, Enabled: true, HasPassword: true, "stamp")]);
    }

    protected override void AddServices(IServiceCollection services) =>
        services.AddSingleton<IConsoleZone>(new ConsoleTimeZone(new ConfigurationBuilder().Build()));

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("/auditoria", AuditPart.Everything, "")]
    [InlineData("/auditoria?mostrar=canais", AuditPart.Channels, "?mostrar=canais")]
    [InlineData("/auditoria?mostrar=Pessoas", AuditPart.People, "?mostrar=pessoas")]
    [InlineData("/auditoria?mostrar=outra", AuditPart.Everything, "")]
    public void Address_SaysWhichPartIsShown_OnThePageAndInTheFile(string address, AuditPart part, string query)
    {
        Navigation.NavigateTo(address);

        var page = Render<AuditPage>();

        Assert.Equal(part, Assert.Single(UseCases.Sent.OfType<ReadAudit>()).Part);
        Assert.Equal($"{part}", page.Find("nav [aria-current=page]").GetAttribute("data-part"));
        Assert.Equal($"/auditoria.csv{query}", page.Find("a[download]").GetAttribute("href"));
        Assert.Equal(
            ["/auditoria", "/auditoria?mostrar=canais", "/auditoria?mostrar=pessoas"],
            page.FindAll("nav a").Select(x => x.GetAttribute("href")));
    }

    [Fact]
    public void Part_ChosenMeanwhile_ShowsItsOwnLinesOnly()
    {
        var late = new TaskCompletionSource<AuditLines>();
        UseCases.AnswerLater<ReadAudit, AuditLines>(late.Task);
        var page = Render<AuditPage>();
        Answer(Of(TraceKind.SignedIn, "ana"));

        Navigation.NavigateTo("/auditoria?mostrar=pessoas");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".lines > li")));
        late.SetResult(new AuditLines([Of(TraceKind.SignedOut, "ana"), Of(TraceKind.SignedOut, "ana")], new AuditMark(null, 1)));

        page.WaitForAssertion(() => Assert.Equal([nameof(TraceKind.SignedIn)], KindsOf(page)));
        Assert.DoesNotContain("Mostrar mais", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void More_GoesOnFromWhereThePageEnded()
    {
        UseCases.Answer<ReadAudit, AuditLines>(_ => new AuditLines([Of(TraceKind.SignedIn, "ana")], new AuditMark(4, 9)));
        var page = Render<AuditPage>();

        _ = PressAsync(page, "Mostrar mais");

        Assert.Equal([null, new AuditMark(4, 9)], UseCases.Sent.OfType<ReadAudit>().Select(x => x.Before));
    }

    [Fact]
    public void Line_SaysWhatWhenByWhomAndFromWhere()
    {
        Answer(Of(TraceKind.Invited, "ana", Role.Operator));

        var line = Render<AuditPage>().Find(".lines > li");

        Assert.Equal("Ana recebeu um convite como Operador", Flat(line.QuerySelector("p")!.TextContent));
        Assert.EndsWith(" Eva Safari no iPhone 203.0.113.7", Flat(line.QuerySelector(".when")!.TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_OfWhatWasTriedInVain_IsMarked_AndTheCountIsTold()
    {
        Answer(Of(TraceKind.SignInFailed, "ana", count: 3), Of(TraceKind.SignedIn, "ana"));

        var lines = Render<AuditPage>().FindAll(".lines > li");

        Assert.Contains("senha errada, 3 vezes", lines[0].TextContent, StringComparison.Ordinal);
        Assert.NotNull(lines[0].QuerySelector(".dot.warning"));
        Assert.NotNull(lines[1].QuerySelector(".dot.plain"));
    }

    [Fact]
    public void Line_OfSomebodyWhoIsGone_SaysSo()
    {
        var entry = TraceEntry.Of(TraceKind.RoleChanged, _eva, Snapshots.Now, "ana", Role.Administrator);
        Answer(new AuditLine(new TraceLine(entry, "Eva", Subject: null)));

        Assert.StartsWith("Pessoa removida passou a ter", Flat(Render<AuditPage>().Find(".lines > li p").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfChannelsAndPeople_StandTogether()
    {
        var channel = new HistoryEntry(ChannelId.New(Snapshots.Now), "Vendas", Snapshots.Now, HistoryKind.Created, "Ana", Detail: null);
        Answer(new AuditLine(channel), Of(TraceKind.SignedIn, "ana"));

        Assert.Equal([nameof(HistoryKind.Created), nameof(TraceKind.SignedIn)], KindsOf(Render<AuditPage>()));
    }

    [Fact]
    public async Task Filter_IsChosen_AndTheAddressAndTheFileKeepIt()
    {
        var page = Render<AuditPage>();
        Assert.Equal(["Todas as instâncias", "Vendas"], page.FindAll("[data-filter=channel] option").Select(x => x.TextContent));

        await ChooseAsync(page, "channel", _sales.Id.ToString());
        await ChooseAsync(page, "person", "ana");
        await ChooseAsync(page, "topic", "remocao");

        var query = $"?instancia={_sales.Id}&pessoa=ana&tipo=remocao";
        page.WaitForAssertion(() => Assert.Equal($"/auditoria.csv{query}", page.Find("a[download]").GetAttribute("href")));
        Assert.EndsWith($"/auditoria{query}", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(new AuditFilter(_sales.Id, "ana", AuditTopic.Removal), UseCases.Sent.OfType<ReadAudit>().Last().Only);
    }

    [Theory]
    [InlineData("?instancia=nada&tipo=nada", "")]
    [InlineData("?mostrar=pessoas&tipo=CONTAS", "?mostrar=pessoas&tipo=contas")]
    public void Filter_ThatTheAddressSaysWrong_IsNone(string said, string read)
    {
        Navigation.NavigateTo($"/auditoria{said}");

        Assert.Equal($"/auditoria.csv{read}", Render<AuditPage>().Find("a[download]").GetAttribute("href"));
    }

    [Theory]
    [InlineData("", 10, true)]
    [InlineData("?mostrar=canais", 6, true)]
    [InlineData("?mostrar=pessoas", 4, false)]
    public void Filter_OffersWhatThePartHas(string query, int topics, bool channels)
    {
        Navigation.NavigateTo($"/auditoria{query}");

        var page = Render<AuditPage>();

        Assert.Equal(topics + 1, page.FindAll("[data-filter=topic] option").Count);
        Assert.Equal(channels, page.FindAll("[data-filter=channel]").Count == 1);
    }

    [Fact]
    public void Filter_OfAnInstanceThatIsGone_IsNamedByItsLines()
    {
        var gone = ChannelId.New(Snapshots.Now);
        Answer(new AuditLine(new HistoryEntry(gone, "Loja velha", Snapshots.Now, HistoryKind.Removed, "Ana", Detail: null)));
        Navigation.NavigateTo($"/auditoria?instancia={gone}");

        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Equal("Loja velha", page.FindAll("[data-filter=channel] option")[^1].TextContent));
    }

    [Fact]
    public void Lines_StandUnderTheirDay_InTheZoneOfTheBusiness()
    {
        // Snapshots.Now is noon in São Paulo; two hours after its midnight it is still yesterday there.
        var midnight = Snapshots.Now.Date.AddHours(2);
        AuditLine At(DateTimeOffset at) => new(new HistoryEntry(_sales.Id, "Vendas", at, HistoryKind.Created, "Ana", Detail: null));
        Answer(At(Snapshots.Now), At(new(midnight, TimeSpan.Zero)), At(Snapshots.Now.AddDays(-1)), At(Snapshots.Now.AddDays(-5)));

        var page = Render<AuditPage>();

        Assert.Equal(["Hoje", "Ontem", "terça-feira, 17 de novembro de 2026"], page.FindAll("h2").Select(x => x.TextContent));
        Assert.Equal([1, 2, 1], page.FindAll(".lines").Select(x => x.Children.Length));
    }

    [Fact]
    public void StepsOfAPairing_AreFolded_AndHowItEndedIsNot()
    {
        HistoryEntry Step(HistoryKind kind, ReasonCode? reason = null, string name = "Vendas") =>
            new(name == "Vendas" ? _sales.Id : ChannelId.New(Snapshots.Now), name, Snapshots.Now, kind, "Ana", Detail: null)
            {
                Reason = reason is { } code ? new StatusReason(code) : null,
            };
        Answer([.. new[]
        {
            Step(HistoryKind.StatusChanged, ReasonCode.Connected), Step(HistoryKind.StatusChanged, ReasonCode.CodeScanned),
            Step(HistoryKind.CodeViewed), Step(HistoryKind.ConnectAsked), Step(HistoryKind.CodeViewed, name: "Suporte"), Step(HistoryKind.Created),
        }.Select(x => new AuditLine(x))]);

        var page = Render<AuditPage>();

        Assert.Equal(["StatusChanged", "Pairing", "CodeViewed", "Created"], KindsOf(page));
        Assert.StartsWith("Vendas Conexão de um celular, 3 etapas", Flat(page.Find("[data-kind=Pairing] p").TextContent), StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll("[data-kind=Pairing] details li").Count);
        Assert.False(page.Find("details").HasAttribute("open"));
    }

    private static Task ChooseAsync(IRenderedComponent<AuditPage> page, string filter, string value) =>
        page.InvokeAsync(() => page.Find($"[data-filter={filter}]").ChangeAsync(new() { Value = value }));

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string?> KindsOf(IRenderedComponent<AuditPage> page) =>
        page.FindAll(".lines > li").Select(x => x.GetAttribute("data-kind"));

    private AuditLine Of(TraceKind kind, string subject, Role? role = null, int count = 1)
    {
        var entry = TraceEntry.Of(kind, _eva, Snapshots.Now, subject, role, count);
        return new AuditLine(new TraceLine(entry, entry.Actor == subject ? "Ana" : "Eva", "Ana"));
    }

    private void Answer(params AuditLine[] lines) => UseCases.Answer<ReadAudit, AuditLines>(_ => new AuditLines(lines, Next: null));
}
