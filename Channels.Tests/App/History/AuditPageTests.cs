using Bunit;
using Channels.App.Features.History;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.History;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.History;

public sealed class AuditPageTests : MudContext
{
    private static readonly Client Phone = new("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) Version/26.0 Safari/604.1", "203.0.113.7");
    private readonly Actor _eva = new("eva", "Eva", Role.Administrator) { Client = Phone };

    public AuditPageTests() => Answer();

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
